using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts.Views;

/// <summary>One node of a ratchet tree.</summary>
/// <param name="Index">Place in the array form.</param>
/// <param name="IsBlank">Whether it is blank.</param>
/// <param name="Key">First octets of a hash of the node's public encryption key, hexadecimal: another one after the node has been re-keyed; empty where blank.</param>
/// <param name="Unmerged">Leaves (their numbers, not their places) that do not know the node's private key.</param>
/// <param name="Label">Of a leaf: the delivery address behind it, a device's name or a user's; empty otherwise.</param>
[GenerateSerializer]
[Immutable]
[Alias("tree-node-view")]
public sealed record TreeNodeView(
    [property: Id(0)] int Index,
    [property: Id(1)] bool IsBlank,
    [property: Id(2)] string Key,
    [property: Id(3)] ImmutableArray<int> Unmerged,
    [property: Id(4)] string Label);
