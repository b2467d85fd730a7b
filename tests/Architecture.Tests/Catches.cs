using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>Clauses that take whatever comes.</summary>
internal static partial class Catches
{
    /// <summary>The clauses of a file that catch every exception, or every one but some, and do not pass it on when they have cleaned up.</summary>
    public static int Unfiltered(string text) => Clause().Matches(text).Count(clause => !IsNamed(clause.Groups["filter"].Value) && !PassesOn(text, clause.Index + clause.Length));

    /// <summary>Whether a filter says what it takes, not what it leaves.</summary>
    private static bool IsNamed(string filter) => NamedFilter().IsMatch(filter);

    /// <summary>Whether the last statement of the block is <c>throw;</c>.</summary>
    private static bool PassesOn(string text, int block)
    {
        var (depth, at) = (0, block - 1);
        do
        {
            depth += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
            at++;
        }
        while (depth > 0);
        return text[block..(at - 1)].TrimEnd().EndsWith("throw;", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\bcatch\s*(\((System\.)?Exception(\s+\w+)?\)\s*)?(when\s*\((?<filter>[^\n]*)\)\s*)?\{", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Clause();

    [GeneratedRegex(@"^\w+ is (?!not\b)[A-Z]", RegexOptions.None, 5000)]
    private static partial Regex NamedFilter();
}
