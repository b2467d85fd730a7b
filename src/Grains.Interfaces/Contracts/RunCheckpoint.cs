using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts;

/// <summary>A consistent cut of a run, taken at a barrier: of one silo, or of all.</summary>
/// <param name="At">Virtual milliseconds: nothing earlier is still due.</param>
/// <param name="Actors">Snapshots of all actors.</param>
/// <param name="Mail">Everything under way.</param>
/// <param name="Directory">The directory log.</param>
/// <param name="CommandsFed">How many commands of the trace have been fed; the next one has this number plus one.</param>
[GenerateSerializer]
[Immutable]
[Alias("run-checkpoint")]
public sealed record RunCheckpoint(
    [property: Id(0)] long At,
    [property: Id(1)] ImmutableArray<ActorOctets> Actors,
    [property: Id(2)] ImmutableArray<Envelope> Mail,
    [property: Id(3)] ImmutableArray<DirectoryEntry> Directory,
    [property: Id(4)] long CommandsFed);
