using System.Text.Json.Serialization;
using Simulation.Measuring;

namespace Simulation.Reporting;

/// <summary>HPKE ciphertexts of the paths of some Commits, beside what the tree's size alone says.</summary>
/// <param name="Count">Paths.</param>
/// <param name="Mean">Ciphertexts on average.</param>
/// <param name="P50">Median.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="Max">The largest.</param>
/// <param name="LogN">Binary logarithm of the number of leaves, on average: a full tree without blanks.</param>
/// <param name="NMinus1">All leaves but the committer's, on average: a tree without any inner node.</param>
public sealed record PathSpread(long Count, double Mean, long P50, long P95, long Max, double LogN, double NMinus1)
{
    private const int Digits = 3;

    /// <summary>Of trees with at most so many leaves, and more than half as many; null where it is of all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Leaves { get; init; }

    /// <summary>Of a tally; null where it has no path.</summary>
    public static PathSpread? Of(PathTallyRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Count == 0
            ? null
            : new PathSpread(
                row.Count,
                Math.Round(row.Mean, Digits),
                row.Ciphertexts.Percentile(0.5),
                row.Ciphertexts.Percentile(0.95),
                row.Ciphertexts.Maximum,
                Math.Round(row.LogLeaves, Digits),
                Math.Round(row.OtherLeaves, Digits));
    }
}
