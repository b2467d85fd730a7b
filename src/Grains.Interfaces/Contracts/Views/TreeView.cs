using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts.Views;

/// <summary>A ratchet tree as anybody may see it, in the array form of RFC 9420, appendix C. No key, public or private: keys are told apart by a short name.</summary>
/// <param name="Group">The group's actor name; "user:NAME" for a user's own.</param>
/// <param name="Epoch">The epoch.</param>
/// <param name="LeafCount">Leaves, blank ones included: a power of two.</param>
/// <param name="Nodes">All nodes, 2 * <paramref name="LeafCount"/> - 1 of them; those at even places are leaves.</param>
[GenerateSerializer]
[Immutable]
[Alias("tree-view")]
public sealed record TreeView(
    [property: Id(0)] string Group,
    [property: Id(1)] long Epoch,
    [property: Id(2)] int LeafCount,
    [property: Id(3)] ImmutableArray<TreeNodeView> Nodes);
