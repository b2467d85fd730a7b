namespace Grains.Interfaces.Contracts;

/// <summary>A mail that has been sent: one object, shared by all who receive it.</summary>
/// <param name="Run">The run it belongs to.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Sequence">The sender's number of it, counted from 1; with the sender this is the message id.</param>
/// <param name="SentAt">Virtual milliseconds at which it left.</param>
/// <param name="Mail">What was said.</param>
[GenerateSerializer]
[Immutable]
[Alias("letter")]
public sealed record Letter(
    [property: Id(0)] RunKey Run,
    [property: Id(1)] ActorId Sender,
    [property: Id(2)] long Sequence,
    [property: Id(3)] long SentAt,
    [property: Id(4)] Mail Mail);
