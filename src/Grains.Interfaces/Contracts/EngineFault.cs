namespace Grains.Interfaces.Contracts;

/// <summary>An exception that came out of an actor: a defect of the program, never the effect of hostile octets.</summary>
/// <param name="Actor">Who failed.</param>
/// <param name="At">Virtual milliseconds of the event that it was handling.</param>
/// <param name="What">One line: the event and the exception's type and message.</param>
/// <param name="Detail">The exception with its stack.</param>
[GenerateSerializer]
[Immutable]
[Alias("engine-fault")]
public sealed record EngineFault(
    [property: Id(0)] ActorId Actor,
    [property: Id(1)] long At,
    [property: Id(2)] string What,
    [property: Id(3)] string Detail);
