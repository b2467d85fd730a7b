namespace Grains.Interfaces.Contracts.Views;

/// <summary>All nodes of some trees that are equally far below their roots.</summary>
/// <param name="Nodes">How many there are.</param>
/// <param name="Blank">How many of them are blank.</param>
/// <param name="Unmerged">Unmerged leaves that they name.</param>
[GenerateSerializer]
[Immutable]
[Alias("tree-depth")]
public sealed record TreeDepth([property: Id(0)] long Nodes, [property: Id(1)] long Blank, [property: Id(2)] long Unmerged);
