namespace Grains.Interfaces.Contracts;

/// <summary>What the path of a Commit costs in a tree of a size.</summary>
/// <param name="Leaves">Leaves that the path is for, the committer's own among them: those of the new epoch that are not blank, but for those that the Commit adds, which get a Welcome instead.</param>
/// <param name="Ciphertexts">HPKE ciphertexts in the path: at most one for each other leaf.</param>
[GenerateSerializer]
[Immutable]
[Alias("path-size")]
public sealed record PathSize([property: Id(0)] int Leaves, [property: Id(1)] int Ciphertexts);
