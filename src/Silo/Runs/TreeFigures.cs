using System.Collections.Immutable;
using Grains.Interfaces.Contracts.Views;

namespace Silo.Runs;

/// <summary>Some ratchet trees.</summary>
/// <param name="Trees">How many.</param>
/// <param name="Leaves">Leaves that are not blank.</param>
/// <param name="Unmerged">Unmerged leaves, once for each node that names them.</param>
/// <param name="ResolutionMax">The largest resolution of a node.</param>
/// <param name="Depths">By depth, the roots first.</param>
public sealed record TreeFigures(long Trees, long Leaves, long Unmerged, long ResolutionMax, ImmutableArray<TreeDepth> Depths)
{
    /// <summary>Null where there are no trees.</summary>
    internal static TreeFigures? Of(TreeHealth health) =>
        health.Trees == 0 ? null : new TreeFigures(health.Trees, health.Members, health.Unmerged, health.LargestResolution, health.Depths);
}
