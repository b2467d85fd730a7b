using Mls.Core.Framing;
using Mls.Crypto;
using Xunit;

namespace Interop.Tests.Scenarios;

/// <summary>Over what the scenarios run.</summary>
internal static class Cases
{
    /// <summary>The suites that this library is to have in common with ts-mls, which has all seven of RFC 9420.</summary>
    public static readonly IReadOnlyList<int> Expected = [1, 2, 3, 4, 5, 6, 7];

    /// <summary>The suites that both libraries have.</summary>
    public static IReadOnlyList<int> Suites { get; } = [.. new CryptoProviders().Supported.Select(suite => (int)suite.Value).Where(suite => suite <= 7)];

    /// <summary>Suite, roles and framing. For suite 1 every assignment of the roles that has both libraries, two of each where there are four,
    /// in both framings. For the others the two assignments that alternate, one in each framing; where <paramref name="brief"/>, one of them.</summary>
    public static TheoryData<int, string, WireFormat> Of(int count, bool brief = false)
    {
        TheoryData<int, string, WireFormat> rows = [];
        foreach (var roles in Mixed(count))
        {
            rows.Add(1, roles, WireFormat.PublicMessage);
            rows.Add(1, roles, WireFormat.PrivateMessage);
        }

        foreach (var suite in Suites.Where(suite => suite != 1))
        {
            if (!brief || suite % 2 == 0)
            {
                rows.Add(suite, "OTOT"[..count], WireFormat.PublicMessage);
            }

            if (!brief || suite % 2 == 1)
            {
                rows.Add(suite, "TOTO"[..count], WireFormat.PrivateMessage);
            }
        }

        return rows;
    }

    private static IEnumerable<string> Mixed(int count) => Enumerable.Range(0, 1 << count)
        .Select(bits => string.Concat(Enumerable.Range(0, count).Select(place => (bits >> place & 1) == 0 ? 'O' : 'T')))
        .Where(roles => Math.Min(roles.Count(role => role == 'O'), roles.Count(role => role == 'T')) >= (count < 4 ? 1 : 2));
}
