using System.Collections.Immutable;
using System.Globalization;
using Simulation.Reporting;

namespace Silo.Commands;

/// <summary>Several seeds for a person: what failed, the means, the answer.</summary>
internal static class SeedText
{
    public static void Show(Terminal terminal, SeedComparison comparison, ImmutableArray<ModeSummary> summaries, ImmutableArray<string> answer)
    {
        terminal.WriteProse($"seeds: {string.Join(", ", comparison.Seeds)}{(comparison.Compared.Length == comparison.Seeds.Length ? "" : $"; compared, because work was equal: {string.Join(", ", comparison.Compared)}")}");
        foreach (var summary in summaries)
        {
            foreach (var threshold in summary.Thresholds.Where(threshold => !threshold.Passed))
            {
                terminal.WriteProse(string.Create(CultureInfo.InvariantCulture, $"FAILED: seed {summary.Seed}: {summary.Mode}: {threshold.Name} {threshold.Actual} (at most {threshold.Maximum})"));
            }

            if (summary.Partial)
            {
                terminal.WriteProse($"seed {summary.Seed}: {summary.Mode}: PARTIAL, stopped before its end");
            }
        }

        var table = new TextTable("mean, +- 95 %", [.. comparison.Modes, .. comparison.Modes.Skip(1).Select(mode => $"{mode} less {comparison.Modes[0]}")]);
        foreach (var figure in comparison.Figures.Where(figure => figure.Means.All(mean => mean is not null)))
        {
            table.AddRow(figure.Name, [.. figure.Means.Concat(figure.Differences).Select(interval => Show(interval!))]);
        }

        terminal.Output.WriteLine();
        terminal.Write(table);
        foreach (var line in answer)
        {
            terminal.Output.WriteLine(line);
        }
    }

    private static string Show(Interval interval) => interval.HalfWidth is { } half
        ? string.Create(CultureInfo.InvariantCulture, $"{interval.Mean:#,0.##} +- {half:#,0.##}")
        : interval.Mean.ToString("#,0.##", CultureInfo.InvariantCulture);
}
