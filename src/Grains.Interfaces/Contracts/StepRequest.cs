using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts;

/// <summary>One quantum of one actor: what has arrived for it in [<paramref name="From"/>, <paramref name="Until"/>).</summary>
/// <param name="Incarnation">The incarnation that it is meant for; 0 for an actor that comes to life by it.</param>
/// <param name="From">First virtual millisecond of the quantum.</param>
/// <param name="Until">First virtual millisecond after the quantum.</param>
/// <param name="Inbox">What arrives within it, in any order.</param>
[GenerateSerializer]
[Immutable]
[Alias("step-request")]
public sealed record StepRequest(
    [property: Id(3)] long Incarnation,
    [property: Id(0)] long From,
    [property: Id(1)] long Until,
    [property: Id(2)] ImmutableArray<Envelope> Inbox);
