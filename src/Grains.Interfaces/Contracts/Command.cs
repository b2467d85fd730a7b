namespace Grains.Interfaces.Contracts;

/// <summary>A mail from the trace: it arrives at its time, without latency and without counting as traffic.</summary>
/// <param name="At">Virtual milliseconds of arrival.</param>
/// <param name="To">Who gets it.</param>
/// <param name="Kind">How to read the body.</param>
/// <param name="Operation">The operation that it starts.</param>
/// <param name="Body">What is asked.</param>
[GenerateSerializer]
[Immutable]
[Alias("command")]
public sealed record Command(
    [property: Id(0)] long At,
    [property: Id(1)] ActorId To,
    [property: Id(2)] string Kind,
    [property: Id(3)] Operation Operation,
    [property: Id(4)] Octets Body);
