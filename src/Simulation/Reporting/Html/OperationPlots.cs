using System.Collections.Immutable;
using System.Globalization;
using static Simulation.Reporting.Figures;

namespace Simulation.Reporting.Html;

/// <summary>Plots by operation.</summary>
internal static class OperationPlots
{
    private static readonly ImmutableArray<(string Name, Func<OperationResult, long> Value)> Kinds =
    [
        ("sign", row => row.Sign),
        ("verify", row => row.Verify),
        ("seal", row => row.Seal),
        ("open", row => row.Open),
        ("derive", row => row.DeriveKeyPair),
    ];

    /// <summary>What one operation sends on average, with what it sends to the directory.</summary>
    public static Plot? Octets(ImmutableArray<ModeSummary> summaries)
    {
        ImmutableArray<string> names = Counted(summaries);
        if (names.IsEmpty)
        {
            return null;
        }

        double? Each(ModeSummary summary, string name) => Per(summary, name, row => row.OctetsSent + row.DirectoryOctetsSent);
        var numbers = new HtmlTable("Operation", [.. summaries.Select(summary => summary.Mode)]);
        foreach (var name in names)
        {
            numbers.AddRow(name, [.. summaries.Select(summary => Number(Each(summary, name)))]);
        }

        return new Plot(
            "What one operation sends",
            "octets on average",
            "A longer bar is a dearer operation. Octets of MLS messages and of records to the directory that devices send for one operation, over all groups that it touches; KeyPackages that are published in consequence have a bar of their own.",
            Plot.Modes(summaries),
            new BarChart("What one operation sends", octets => Figures.Octets((long)Math.Round(octets))).Grouped([.. names.Select(name => (name, (ImmutableArray<double?>)[.. summaries.Select(summary => Each(summary, name))]))]),
            numbers);
    }

    /// <summary>What one operation makes all devices compute.</summary>
    public static Plot? PublicKey(ImmutableArray<ModeSummary> summaries)
    {
        ImmutableArray<string> names = [.. Counted(summaries).Where(name => summaries.Any(summary => Kinds.Any(kind => Per(summary, name, kind.Value) > 0)))];
        if (names.IsEmpty)
        {
            return null;
        }

        var numbers = new HtmlTable("Operation", [.. Kinds.Select(kind => kind.Name), "together"]);
        var rows = ImmutableArray.CreateBuilder<(string, string, ImmutableArray<double>)>();
        foreach (var name in names)
        {
            numbers.AddSection(name);
            foreach (var summary in summaries)
            {
                ImmutableArray<double> parts = [.. Kinds.Select(kind => Per(summary, name, kind.Value) ?? 0)];
                rows.Add((name, summary.Mode, parts));
                numbers.AddRow(summary.Mode, [.. parts.Append(parts.Sum()).Select(part => Number(part))]);
            }
        }

        return new Plot(
            "What one operation makes devices compute",
            "public-key operations on average",
            "Each bar is the sum over all devices, sender and receivers, of signatures made and verified, HPKE encapsulations and decapsulations, and HPKE key pairs derived; those for the directory included.",
            [.. Kinds.Select((kind, i) => (Plot.Style(i), kind.Name))],
            new BarChart("What one operation makes devices compute", one => one.ToString("#,0.#", CultureInfo.InvariantCulture)).Stacked(rows.ToImmutable()),
            numbers);
    }

    /// <summary>Commits that lost a race.</summary>
    public static Plot? Conflicts(ImmutableArray<ModeSummary> summaries)
    {
        ImmutableArray<string> names = [.. TableSection.Happened(summaries).Where(name => summaries.Any(summary => WorkText.Comparable(summary, name) is { Commits: > 0 } or { Conflicts: > 0 }))];
        if (names.IsEmpty)
        {
            return null;
        }

        var numbers = new HtmlTable("Operation", "Commits", "conflicts", "retries");
        foreach (var name in names)
        {
            numbers.AddSection(name);
            foreach (var summary in summaries)
            {
                OperationResult row = WorkText.Comparable(summary, name);
                numbers.AddRow(summary.Mode, Whole(row.Commits), Whole(row.Conflicts), Whole(row.Retries));
            }
        }

        return new Plot(
            "Commits and lost races",
            "Commits",
            "Commits that the delivery services accepted, and behind them those that came too late for their epoch and had to be made again.",
            [(Plot.Style(0), "accepted"), (Plot.Style(1), "lost a race")],
            new BarChart("Commits and lost races", one => Whole((long)one)).Stacked(
            [
                .. names.SelectMany(name => summaries.Select(summary =>
                {
                    OperationResult row = WorkText.Comparable(summary, name);
                    return (name, summary.Mode, (ImmutableArray<double>)[row.Commits, row.Conflicts]);
                })),
            ]),
            numbers);
    }

    private static ImmutableArray<string> Counted(ImmutableArray<ModeSummary> summaries) => [.. TableSection.Happened(summaries).Where(name => summaries.Any(summary => WorkText.Comparable(summary, name).Count > 0))];

    private static double? Per(ModeSummary summary, string name, Func<OperationResult, long> value) =>
        WorkText.Comparable(summary, name) is { Count: > 0 } row ? (double)value(row) / row.Count : null;

    private static string Number(double? number) => number?.ToString("#,0.#", CultureInfo.InvariantCulture) ?? "-";
}
