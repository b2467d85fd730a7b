namespace Grains.Interfaces.Contracts;

/// <summary>Asks for a part of an ordered list of actors.</summary>
/// <param name="Run">The run.</param>
/// <param name="After">The last actor already seen; <see langword="null"/> to begin.</param>
/// <param name="Count">How many at most.</param>
[GenerateSerializer]
[Immutable]
[Alias("page")]
public sealed record Page([property: Id(0)] RunKey Run, [property: Id(1)] ActorId? After, [property: Id(2)] int Count);
