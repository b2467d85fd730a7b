using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts;

/// <summary>What one silo has for another one after a quantum, or a part of it. An object shared by several postings crosses once.</summary>
/// <param name="Run">The run.</param>
/// <param name="Postings">Letters for actors of the receiving silo.</param>
/// <param name="Directory">New entries of the directory log.</param>
[GenerateSerializer]
[Immutable]
[Alias("post-batch")]
public sealed record PostBatch(
    [property: Id(0)] RunKey Run,
    [property: Id(1)] ImmutableArray<Posting> Postings,
    [property: Id(2)] ImmutableArray<DirectoryEntry> Directory);
