using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts.Views;

/// <summary>How much some ratchet trees cost beyond what full ones would.</summary>
/// <param name="Trees">How many trees.</param>
/// <param name="Members">Leaves that are not blank.</param>
/// <param name="LargestResolution">The largest resolution of a node other than a root: as many ciphertexts may one node of a path cost.</param>
/// <param name="Depths">By depth, the roots first.</param>
[GenerateSerializer]
[Immutable]
[Alias("tree-health")]
public sealed record TreeHealth(
    [property: Id(0)] long Trees, [property: Id(1)] long Members, [property: Id(2)] long LargestResolution, [property: Id(3)] ImmutableArray<TreeDepth> Depths)
{
    /// <summary>Of no tree.</summary>
    public static TreeHealth None { get; } = new(0, 0, 0, []);

    /// <summary>Unmerged leaves, counted once for each node that names them.</summary>
    public long Unmerged => Depths.Sum(depth => depth.Unmerged);

    /// <summary>Of the trees of both.</summary>
    public TreeHealth Add(TreeHealth other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            Trees + other.Trees,
            Members + other.Members,
            Math.Max(LargestResolution, other.LargestResolution),
            [.. Enumerable.Range(0, Math.Max(Depths.Length, other.Depths.Length)).Select(depth => At(Depths, depth, At(other.Depths, depth, new TreeDepth(0, 0, 0))))]);
    }

    private static TreeDepth At(ImmutableArray<TreeDepth> depths, int depth, TreeDepth sum) => depth >= depths.Length
        ? sum
        : new(sum.Nodes + depths[depth].Nodes, sum.Blank + depths[depth].Blank, sum.Unmerged + depths[depth].Unmerged);
}
