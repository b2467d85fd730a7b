using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts.Runs;

/// <summary>A run that was asked for: what it is, and how far.</summary>
[GenerateSerializer]
[Immutable]
[Alias("run-ticket")]
public sealed record RunTicket
{
    /// <summary>Its name on this host.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Name of the scenario.</summary>
    [Id(1)]
    public required string Scenario { get; init; }

    /// <summary>What the scenario is about.</summary>
    [Id(2)]
    public string Story { get; init; } = string.Empty;

    /// <summary>The seed.</summary>
    [Id(3)]
    public required long Seed { get; init; }

    /// <summary>Registered name of the cipher suite.</summary>
    [Id(4)]
    public string Suite { get; init; } = string.Empty;

    /// <summary>The modes, in their order.</summary>
    [Id(5)]
    public required ImmutableArray<string> Modes { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(6)]
    public required TicketState State { get; init; }

    /// <summary>When it was asked for, UTC, ISO 8601.</summary>
    [Id(7)]
    public required string Started { get; init; }

    /// <summary>When it ended; <see langword="null"/> where it has not.</summary>
    [Id(8)]
    public string? Ended { get; init; }

    /// <summary>What kept it from its end, in one line.</summary>
    [Id(9)]
    public string? Failure { get; init; }

    /// <summary>Values that are not the scenario's own: "key=value".</summary>
    [Id(10)]
    public ImmutableArray<string> Overrides { get; init; } = [];

    /// <summary>By mode, in their order.</summary>
    [Id(11)]
    public ImmutableArray<ModeTicket> ModesProgress { get; init; } = [];

    /// <summary>Real seconds that all modes together still take; <see langword="null"/> where that cannot be said yet.</summary>
    [Id(12)]
    public double? LeftSeconds { get; init; }

    /// <summary>Users at the start.</summary>
    [Id(13)]
    public int Users { get; init; }

    /// <summary>Devices that the trace knows.</summary>
    [Id(14)]
    public int Devices { get; init; }

    /// <summary>Groups that the trace knows.</summary>
    [Id(15)]
    public int Groups { get; init; }

    /// <summary>Thresholds of the modes that have come to their end.</summary>
    [Id(16)]
    public ImmutableArray<ThresholdTicket> Thresholds { get; init; } = [];

    /// <summary>Name of the report among the run's files; <see langword="null"/> where there is none.</summary>
    [Id(18)]
    public string? Report { get; init; }

    /// <summary>The answer in words, where the run is over.</summary>
    [Id(17)]
    public ImmutableArray<string> Answer { get; init; } = [];
}
