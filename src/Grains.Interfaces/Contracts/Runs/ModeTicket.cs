namespace Grains.Interfaces.Contracts.Runs;

/// <summary>How far a run is in one mode.</summary>
[GenerateSerializer]
[Immutable]
[Alias("mode-ticket")]
public sealed record ModeTicket
{
    /// <summary>The mode.</summary>
    [Id(0)]
    public required string Mode { get; init; }

    /// <summary>waiting, running, done or stopped.</summary>
    [Id(1)]
    public required string State { get; init; }

    /// <summary>Share of the work that has been done, 0 to 1.</summary>
    [Id(2)]
    public double Share { get; init; }

    /// <summary>The stage of the trace.</summary>
    [Id(3)]
    public string Stage { get; init; } = string.Empty;

    /// <summary>Virtual seconds since the run began, set-up included.</summary>
    [Id(4)]
    public double VirtualSeconds { get; init; }

    /// <summary>Virtual seconds since the stage began.</summary>
    [Id(5)]
    public double StageSeconds { get; init; }

    /// <summary>Events of the trace that have been carried out.</summary>
    [Id(6)]
    public long Operations { get; init; }

    /// <summary>Events of the trace.</summary>
    [Id(7)]
    public long PlannedOperations { get; init; }

    /// <summary>Events that actors have handled.</summary>
    [Id(8)]
    public long Events { get; init; }

    /// <summary>Mails delivered.</summary>
    [Id(9)]
    public long Deliveries { get; init; }

    /// <summary>Real seconds since it began, pauses left out.</summary>
    [Id(10)]
    public double ElapsedSeconds { get; init; }

    /// <summary>Real seconds that the rest of this mode will take; <see langword="null"/> where that cannot be said yet.</summary>
    [Id(11)]
    public double? LeftSeconds { get; init; }
}
