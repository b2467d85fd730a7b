using System.Collections.Immutable;
using Grains.Interfaces.Contracts.Views;

namespace Simulation.Reporting;

/// <summary>Some ratchet trees.</summary>
/// <param name="Trees">How many.</param>
/// <param name="Members">Leaves that are not blank.</param>
/// <param name="LargestResolution">The largest resolution of a node other than a root.</param>
/// <param name="Depths">By depth, the roots first: nodes, how many of them are blank, and unmerged leaves that they name.</param>
public sealed record TreeResult(long Trees, long Members, long LargestResolution, ImmutableArray<TreeDepth> Depths)
{
    internal static TreeResult? Of(TreeHealth health) =>
        health.Trees == 0 ? null : new TreeResult(health.Trees, health.Members, health.LargestResolution, health.Depths);
}
