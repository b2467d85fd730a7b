using System.Collections.Immutable;
using System.Text.Json;

namespace Simulation.Reporting.Pairs;

/// <summary>The results of a run as its files have them.</summary>
/// <param name="Name">What it is called in tables: its folder.</param>
/// <param name="Manifest">Content of manifest.json.</param>
/// <param name="Modes">By mode, content of summary.json.</param>
public sealed record RunResult(string Name, JsonElement Manifest, ImmutableSortedDictionary<string, JsonElement> Modes)
{
    /// <summary>Name of the scenario.</summary>
    public string Scenario => Json.Text(Manifest, "scenario", "name");

    /// <summary>The seed.</summary>
    public string Seed => Json.Text(Manifest, "seed");

    /// <summary>Version of the program.</summary>
    public string Version => Json.Text(Manifest, "version");

    /// <summary>Digest of the trace: equal where the same users did the same.</summary>
    public string TraceDigest => Json.Text(Manifest, "traceDigest");

    /// <summary>Whether it was stopped before its end.</summary>
    public bool IsPartial => Json.Text(Manifest, "partial") == "True";
}
