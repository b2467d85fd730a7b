using System.Collections.Immutable;
using System.Text.Json;
using Grains.Interfaces.Contracts.Runs;
using Simulation.Driving;
using Simulation.Reporting;
using Simulation.Scenarios;
using Simulation.Workload;

namespace Silo.Runs;

/// <summary>What a host has for carrying out orders.</summary>
/// <param name="Grains">The way to the silos.</param>
/// <param name="Driver">Carries out runs there, one after the other.</param>
/// <param name="Folder">Where results go.</param>
/// <param name="WriteFile">Writes a text to a file that does not exist.</param>
/// <param name="Clock">Real time.</param>
/// <param name="Version">Version of the program.</param>
internal sealed record RunBench(IGrainFactory Grains, RunDriver Driver, RunsFolder Folder, Action<string, string> WriteFile, TimeProvider Clock, string Version)
{
    /// <summary>What produced the results.</summary>
    public RunManifest Manifest(Scenario scenario, Trace trace, DateTimeOffset started, RunTicket ticket, ImmutableArray<ModeSummary> summaries, string? failure)
    {
        using JsonDocument configuration = JsonDocument.Parse(scenario.Configuration);
        return new RunManifest
        {
            Version = Version,
            Started = started.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            Seed = trace.Seed,
            Modes = ticket.Modes,
            Silos = 1,
            Threads = 0,
            Entropy = "seeded",
            Overrides = ticket.Overrides,
            Partial = summaries.Length < ticket.Modes.Length || summaries.Any(summary => summary.Partial),
            Failure = failure,
            TraceDigest = trace.Digest(),
            Machine = MachineInfo.Current(),
            Scenario = configuration.RootElement.Clone(),
        };
    }
}
