namespace Grains.Interfaces.Contracts;

/// <summary>An observation with its time, observer and cause.</summary>
/// <param name="At">Virtual milliseconds.</param>
/// <param name="Actor">Who observed it.</param>
/// <param name="Sequence">The observer's number of it, counted from 1.</param>
/// <param name="Operation">The operation that caused it.</param>
/// <param name="What">What was observed.</param>
[GenerateSerializer]
[Immutable]
[Alias("observed")]
public sealed record Observed(
    [property: Id(0)] long At,
    [property: Id(1)] ActorId Actor,
    [property: Id(2)] long Sequence,
    [property: Id(3)] Operation Operation,
    [property: Id(4)] Observation What);
