using System.Text.RegularExpressions;

namespace Silo.Tests.Telemetry;

/// <summary>Regular expressions with named groups only, and an end.</summary>
internal static class Pattern
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static IEnumerable<Match> Matches(string text, string pattern) => Regex.Matches(text, pattern, RegexOptions.ExplicitCapture, Patience);

    public static bool IsMatch(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.ExplicitCapture, Patience);

    public static string Replace(string text, string pattern, string replacement) => Regex.Replace(text, pattern, replacement, RegexOptions.ExplicitCapture, Patience);
}
