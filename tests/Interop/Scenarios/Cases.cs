using Mls.Core.Framing;
using Mls.Crypto;
using Xunit;

namespace Interop.Tests.Scenarios;

/// <summary>Over what the scenarios run.</summary>
internal static class Cases
{
    /// <summary>The suites that this library is to have in common with ts-mls, which has all seven of RFC 9420.</summary>
    public static readonly IReadOnlyList<int> Expected = [1];

    /// <summary>The suites that both libraries have.</summary>
    public static IReadOnlyList<int> Suites { get; } = [.. new CryptoProviders().Supported.Select(suite => (int)suite.Value).Where(suite => suite <= 7)];

    /// <summary>Suite, roles and framing: every mixed assignment of <paramref name="count"/> roles for suite 1, the two that alternate for the others.</summary>
    public static TheoryData<int, string, WireFormat> Of(int count)
    {
        TheoryData<int, string, WireFormat> rows = [];
        foreach (var suite in Suites)
        {
            foreach (var roles in suite == 1 ? Mixed(count) : Alternating(count))
            {
                rows.Add(suite, roles, WireFormat.PublicMessage);
                rows.Add(suite, roles, WireFormat.PrivateMessage);
            }
        }

        return rows;
    }

    /// <summary>Every assignment in which both libraries occur.</summary>
    public static IEnumerable<string> Mixed(int count) => Enumerable.Range(1, (1 << count) - 2)
        .Select(bits => string.Concat(Enumerable.Range(0, count).Select(place => (bits >> place & 1) == 0 ? 'O' : 'T')));

    private static IEnumerable<string> Alternating(int count) =>
        Mixed(count).Where(roles => !roles.Contains("OO", StringComparison.Ordinal) && !roles.Contains("TT", StringComparison.Ordinal));
}
