using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Simulation.Measuring;

namespace Simulation.Reporting;

/// <summary>The result of one run: the content of summary.json.</summary>
public sealed record ModeSummary
{
    /// <summary>Version of the files' layout; rises when a key changes its meaning or goes away.</summary>
    public const int CurrentSchemaVersion = 2;

    /// <summary>Version of this layout.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>Name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The mode.</summary>
    public required string Mode { get; init; }

    /// <summary>Registered name of the cipher suite.</summary>
    public required string Suite { get; init; }

    /// <summary>Fidelity.</summary>
    public required string Verify { get; init; }

    /// <summary>seeded or system.</summary>
    public required string Entropy { get; init; }

    /// <summary>Whether Commits of Adds carried a path.</summary>
    public required bool AddPath { get; init; }

    /// <summary>Whose stock of KeyPackages the pool was: per-client or per-user.</summary>
    public required string KeyPackageStock { get; init; }

    /// <summary>Whether the run was stopped before its end.</summary>
    public required bool Partial { get; init; }

    /// <summary>Users that ever existed.</summary>
    public required int Users { get; init; }

    /// <summary>Devices at the end.</summary>
    public required int Devices { get; init; }

    /// <summary>Devices that each silo carried, those included that have gone; in the order of the silos.</summary>
    public required ImmutableArray<long> DevicesBySilo { get; init; }

    /// <summary>Groups.</summary>
    public required int Groups { get; init; }

    /// <summary>Virtual length of the measured phase.</summary>
    public required double VirtualSeconds { get; init; }

    /// <summary>Real time.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Run digest, hexadecimal.</summary>
    public required string Digest { get; init; }

    /// <summary>Digest of the trace, the same in every mode.</summary>
    public required string TraceDigest { get; init; }

    /// <summary>Events handled by actors.</summary>
    public required long Events { get; init; }

    /// <summary>Mails delivered.</summary>
    public required long Deliveries { get; init; }

    /// <summary>Invariants.</summary>
    public required InvariantResult Invariants { get; init; }

    /// <summary>By operation, of the measured phase; create-group is counted whenever it happened.</summary>
    public required ImmutableDictionary<string, OperationResult> Operations { get; init; }

    /// <summary>By operation, of the set-up.</summary>
    public required ImmutableDictionary<string, OperationResult> Setup { get; init; }

    /// <summary>Sums over operations, by the names of <see cref="TotalResults"/>.</summary>
    public required ImmutableSortedDictionary<string, TotalResult> Totals { get; init; }

    /// <summary>Virtual time until a change of the measured phase was effective in all groups, over all operations.</summary>
    public required Percentiles? EffectiveSeconds { get; init; }

    /// <summary>Application messages.</summary>
    public required MessageResult Messages { get; init; }

    /// <summary>What the paths of accepted Commits cost.</summary>
    public required CommitResults Commits { get; init; }

    /// <summary>Devices that came back to mailboxes that were not empty; null where none did.</summary>
    public required CatchUpResult? CatchUp { get; init; }

    /// <summary>The ratchet trees at the end; null where nobody looked.</summary>
    public required TreeResults? Trees { get; init; }

    /// <summary>Messages refused because they broke a rule, by rule.</summary>
    public required ImmutableSortedDictionary<string, long> Refused { get; init; }

    /// <summary>Octets of heap per device, everything of the run included; null where not measured.</summary>
    public required double? HeapOctetsPerDevice { get; init; }

    /// <summary>Thresholds.</summary>
    public required ImmutableArray<ThresholdResult> Thresholds { get; init; }

    /// <summary>The work of this mode beside that of the others; null where there was no other, or one of them was stopped.</summary>
    public WorkComparison? Comparison { get; init; }

    /// <summary>Traffic in detail.</summary>
    public required ImmutableArray<TrafficResult> Traffic { get; init; }

    /// <summary>The time line, for timeline.csv.</summary>
    [JsonIgnore]
    public ImmutableArray<(double StartSeconds, TimelineBucket Bucket)> Timeline { get; init; } = [];

    /// <summary>What was done of the trace, for comparisons.</summary>
    [JsonIgnore]
    internal WorkRecord? Work { get; init; }
}
