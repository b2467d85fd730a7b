using System.Collections.Immutable;
using Simulation.Measuring;

namespace Simulation.Reporting;

/// <summary>Accepted Commits of one kind of group, and what their paths cost.</summary>
/// <param name="WithoutPath">Commits without a path.</param>
/// <param name="Total">All paths; null where there was none.</param>
/// <param name="ByLeaves">By number of leaves, rounded up to a power of two.</param>
public sealed record PathResult(long WithoutPath, PathSpread? Total, ImmutableArray<PathSpread> ByLeaves)
{
    internal static PathResult Of(PathTally tally) => new(
        tally.WithoutPath,
        PathSpread.Of(tally.Total()),
        [.. tally.Rows.Select(row => PathSpread.Of(row.Value)! with { Leaves = row.Key })]);
}
