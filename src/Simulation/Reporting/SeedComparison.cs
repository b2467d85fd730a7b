using System.Collections.Immutable;

namespace Simulation.Reporting;

/// <summary>The same scenario over several seeds: the content of comparison.json of a run with several seeds.</summary>
public sealed record SeedComparison
{
    /// <summary>Name of the figure: octets sent for each device and virtual day.</summary>
    public const string Sent = "octetsSentPerDeviceAndDay";

    /// <summary>Name of the figure: octets delivered for each device and virtual day.</summary>
    public const string Delivered = "octetsDeliveredPerDeviceAndDay";

    /// <summary>Version of this layout.</summary>
    public int SchemaVersion { get; init; } = ModeSummary.CurrentSchemaVersion;

    /// <summary>Name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>The modes.</summary>
    public required ImmutableArray<string> Modes { get; init; }

    /// <summary>All seeds that were run to their end.</summary>
    public required ImmutableArray<long> Seeds { get; init; }

    /// <summary>Of these, those in which every mode did the same work: only they are compared.</summary>
    public required ImmutableArray<long> Compared { get; init; }

    /// <summary>The figures.</summary>
    public required ImmutableArray<SeedFigure> Figures { get; init; }

    /// <summary>Compares the runs of one scenario with several seeds; those that were stopped are left out.</summary>
    /// <param name="modes">The modes.</param>
    /// <param name="runs">Of each seed its summaries.</param>
    public static SeedComparison Of(ImmutableArray<string> modes, ImmutableArray<ImmutableArray<ModeSummary>> runs)
    {
        ImmutableArray<ImmutableArray<ModeSummary>> whole = [.. runs.Where(run => run.Length == modes.Length && run.All(summary => !summary.Partial))];
        ImmutableArray<ImmutableArray<ModeSummary>> same = [.. whole.Where(run => run.Length == 1 || WorkText.IsSame(run))];
        return new SeedComparison
        {
            Scenario = runs.SelectMany(run => run).Select(summary => summary.Scenario).FirstOrDefault() ?? "",
            Modes = modes,
            Seeds = [.. whole.Select(run => run[0].Seed)],
            Compared = [.. same.Select(run => run[0].Seed)],
            Figures =
            [
                Figure(Sent, "octets", modes, same, (run, summary) => Answer.PerDeviceAndDay(run, Total(summary, TotalResults.Everything).OctetsSent)),
                Figure(Delivered, "octets", modes, same, (run, summary) => Answer.PerDeviceAndDay(run, Total(summary, TotalResults.Everything).OctetsDelivered)),
                Figure("octetsSentWithoutMessages", "octets", modes, same, (_, summary) => Total(summary, TotalResults.WithoutMessages).OctetsSent),
                Figure("octetsSentForKeyPackages", "octets", modes, same, (_, summary) => Total(summary, TotalResults.KeyPackages).OctetsSent),
                Figure("publicKeyOperations", "count", modes, same, (_, summary) => Total(summary, TotalResults.Everything).PublicKeyOperations),
                Figure("conflicts", "count", modes, same, (_, summary) => summary.Operations.Values.Sum(operation => operation.Conflicts)),
                Figure("effectiveP95Seconds", "seconds", modes, [.. same.Where(run => run.All(summary => summary.EffectiveSeconds is not null))], (_, summary) => summary.EffectiveSeconds!.P95),
            ],
        };
    }

    private static TotalResult Total(ModeSummary summary, string total) => WorkText.ComparableTotal(summary, total);

    private static SeedFigure Figure(
        string name, string unit, ImmutableArray<string> modes, ImmutableArray<ImmutableArray<ModeSummary>> runs, Func<ImmutableArray<ModeSummary>, ModeSummary, double> value)
    {
        ImmutableArray<ImmutableArray<double>> values = [.. modes.Select((_, mode) => (ImmutableArray<double>)[.. runs.Select(run => Math.Round(value(run, run[mode]), 6))])];
        return new SeedFigure(
            name,
            unit,
            values,
            [.. values.Select(Interval.Of)],
            [.. values.Skip(1).Select(mode => Interval.Of([.. mode.Zip(values[0], (other, first) => other - first)]))]);
    }
}
