using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts;

/// <summary>All that one actor wants and did in one quantum.</summary>
[GenerateSerializer]
[Immutable]
[Alias("step-result")]
public sealed record StepResult
{
    /// <summary>Letters that leave, in the order of their sequence.</summary>
    [Id(0)]
    public ImmutableArray<Posting> Outbox { get; init; } = [];

    /// <summary>Entries for the directory log.</summary>
    [Id(1)]
    public ImmutableArray<DirectoryEntry> Directory { get; init; } = [];

    /// <summary>What was seen, for measuring and invariants only.</summary>
    [Id(2)]
    public ImmutableArray<Observed> Observations { get; init; } = [];

    /// <summary>Virtual milliseconds of the earliest timer; <see langword="null"/> where none is set.</summary>
    [Id(3)]
    public long? NextDue { get; init; }

    /// <summary>The actor's hash chain over everything it has emitted so far, 32 octets.</summary>
    [Id(4)]
    public Octets Chain { get; init; } = Octets.Empty;

    /// <summary>Events handled, timers and mail to itself included.</summary>
    [Id(5)]
    public int Events { get; init; }

    /// <summary>Virtual microseconds of computing.</summary>
    [Id(6)]
    public long SpentMicroseconds { get; init; }

    /// <summary>Why the step failed; <see langword="null"/> where it did not. A failed step aborts the run.</summary>
    [Id(7)]
    public EngineFault? Fault { get; init; }

    /// <summary>What went to the directory and came from it.</summary>
    [Id(8)]
    public ImmutableArray<TrafficAccount> Traffic { get; init; } = [];

    /// <summary>The incarnation that answers: 1 for an actor that has just come to life, one more each time it is replaced by one restored from a snapshot.</summary>
    [Id(9)]
    public long Incarnation { get; init; }
}
