namespace Grains.Interfaces.Contracts;

/// <summary>How far a run is.</summary>
[GenerateSerializer]
[Immutable]
[Alias("run-progress")]
public sealed record RunProgress
{
    /// <summary>Where it stands.</summary>
    [Id(0)]
    public required RunState State { get; init; }

    /// <summary>Virtual milliseconds: the barrier reached.</summary>
    [Id(1)]
    public required long Now { get; init; }

    /// <summary>Quanta run; empty time is not counted.</summary>
    [Id(2)]
    public required long Quanta { get; init; }

    /// <summary>Counters of all silos.</summary>
    [Id(3)]
    public required RunTotals Totals { get; init; }

    /// <summary>Virtual milliseconds of what is due first; <see langword="null"/> where nothing is.</summary>
    [Id(4)]
    public long? NextDue { get; init; }

    /// <summary>Real milliseconds by which the run is behind its pace; 0 where it has none.</summary>
    [Id(5)]
    public long LagMilliseconds { get; init; }

    /// <summary>Why the run has failed.</summary>
    [Id(6)]
    public EngineFault? Fault { get; init; }

    /// <summary>Whether virtual time will not pass until somebody asks for it.</summary>
    public bool AtRest => State != RunState.Running;
}
