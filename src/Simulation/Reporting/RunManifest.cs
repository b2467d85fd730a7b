using System.Collections.Immutable;
using System.Text.Json;

namespace Simulation.Reporting;

/// <summary>The content of manifest.json: what produced the other files.</summary>
public sealed record RunManifest
{
    /// <summary>Version of the files' layout.</summary>
    public int SchemaVersion { get; init; } = ModeSummary.CurrentSchemaVersion;

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>When the run began, UTC, ISO 8601.</summary>
    public required string Started { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The modes that were asked for.</summary>
    public required ImmutableArray<string> Modes { get; init; }

    /// <summary>Silo processes.</summary>
    public required int Silos { get; init; }

    /// <summary>Threads per silo; 0 for as many as cores.</summary>
    public required int Threads { get; init; }

    /// <summary>seeded or system.</summary>
    public required string Entropy { get; init; }

    /// <summary>Options that changed the scenario.</summary>
    public required ImmutableArray<string> Overrides { get; init; }

    /// <summary>Whether the run was stopped before its end.</summary>
    public required bool Partial { get; init; }

    /// <summary>What kept the run from its end, in one line; null where nothing did, or somebody stopped it.</summary>
    public string? Failure { get; init; }

    /// <summary>Digest of the trace.</summary>
    public required string TraceDigest { get; init; }

    /// <summary>The machine.</summary>
    public required MachineInfo Machine { get; init; }

    /// <summary>The scenario with the overrides put in.</summary>
    public required JsonElement Scenario { get; init; }
}
