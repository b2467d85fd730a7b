using System.Collections.Immutable;
using Simulation.Workload;
using static Simulation.Reporting.Figures;

namespace Simulation.Reporting.Html;

/// <summary>Mode beside mode, in numbers.</summary>
internal static class TableSection
{
    private static readonly ImmutableArray<(string Name, string Total)> Sums =
    [
        ("all changes", TotalResults.Changes),
        ("KeyPackages", TotalResults.KeyPackages),
        ("messages", TotalResults.Messages),
        ("directory", TotalResults.Directory),
        ("control", TotalResults.Control),
        ("all without messages", TotalResults.WithoutMessages),
        ("everything", TotalResults.Everything),
    ];

    private static readonly ImmutableArray<(string Name, Func<OperationResult, long> Value, bool IsOctets)> Figures =
    [
        ("octets sent", row => row.OctetsSent, true),
        ("octets delivered", row => row.OctetsDelivered, true),
        ("directory sent", row => row.DirectoryOctetsSent, true),
        ("directory fetched", row => row.DirectoryOctetsFetched, true),
        ("sign", row => row.Sign, false),
        ("verify", row => row.Verify, false),
        ("seal", row => row.Seal, false),
        ("open", row => row.Open, false),
        ("derive key pair", row => row.DeriveKeyPair, false),
        ("HPKE ciphertexts", row => row.HpkeCiphertexts, false),
        ("Commits", row => row.Commits, false),
        ("conflicts", row => row.Conflicts, false),
    ];

    /// <summary>Operations that happened in a mode.</summary>
    public static ImmutableArray<string> Happened(ImmutableArray<ModeSummary> summaries) =>
        [.. OperationNames.Reported.Where(name => summaries.Any(summary => summary.Operations[name] is { Count: > 0 } or { Messages: > 0 }))];

    public static void Write(HtmlBuilder html, ImmutableArray<ModeSummary> summaries)
    {
        html.Element("h2", "Mode beside mode");
        Totals(summaries).Write(html);
        Run(summaries).Write(html);
        html.Element("h3", "By operation");
        html.Element("p", $"Sums over all operations of a name. {(WorkText.IsComparable(summaries) ? "They are of the operations that every mode did." : "")} Octets sent count once for each message, octets delivered once for each device that gets it; MLS messages only, but for the directory's.", ("class", "soft"));
        Operations(summaries).Write(html);
    }

    private static HtmlTable Totals(ImmutableArray<ModeSummary> summaries)
    {
        var table = new HtmlTable("Octets", Columns(summaries));
        foreach (var (direction, octets) in new (string, Func<TotalResult, long>)[] { ("sent", total => total.OctetsSent), ("delivered", total => total.OctetsDelivered) })
        {
            table.AddSection(direction);
            foreach (var (name, total) in Sums)
            {
                Row(table, summaries, name, summary => octets(summary.Totals[total]), Octets, WorkText.IsSame(summaries));
            }
        }

        table.AddSection("public-key operations");
        foreach (var (name, total) in Sums.Where(sum => sum.Total != TotalResults.Control))
        {
            Row(table, summaries, name, summary => summary.Totals[total].PublicKeyOperations, Whole, WorkText.IsSame(summaries));
        }

        return table;
    }

    private static HtmlTable Run(ImmutableArray<ModeSummary> summaries)
    {
        var table = new HtmlTable("The run", [.. summaries.Select(summary => summary.Mode)]);
        void Line(string name, Func<ModeSummary, string> value) => table.AddRow(name, [.. summaries.Select(value)]);
        Line("Commits / conflicts / retries", summary => string.Join(" / ", new Func<OperationResult, long>[] { row => row.Commits, row => row.Conflicts, row => row.Retries }.Select(of => Whole(summary.Operations.Values.Sum(of)))));
        Line("given up", summary => Whole(summary.Operations.Values.Sum(operation => operation.Skipped.Values.Sum())));
        Line("given up, done in another mode", summary => Whole(WorkText.MissedBy(summary)));
        Line("change in effect, p50 / p95", summary => $"{Seconds(summary.EffectiveSeconds?.P50)} / {Seconds(summary.EffectiveSeconds?.P95)}");
        Line("message opened, p50 / p95", summary => $"{Seconds(summary.Messages.LatencySeconds?.P50)} / {Seconds(summary.Messages.LatencySeconds?.P95)}");
        Line("messages sent / lost", summary => $"{Whole(summary.Messages.Sent)} / {(summary.Partial ? "not judged" : Whole(summary.Messages.Lost))}");
        Line("heap per device", summary => summary.HeapOctetsPerDevice is { } octets ? Octets((long)octets) : "not measured");
        Line("virtual / real time", summary => $"{Seconds(summary.VirtualSeconds)} / {Seconds(summary.WallSeconds)}");
        return table;
    }

    private static HtmlTable Operations(ImmutableArray<ModeSummary> summaries)
    {
        var table = new HtmlTable("Operation", Columns(summaries));
        foreach (var name in Happened(summaries))
        {
            table.AddSection($"{name}: {string.Join(", ", summaries.Select(summary => Whole(WorkText.Comparable(summary, name).Count)).Distinct(StringComparer.Ordinal))}");
            foreach (var (figure, value, isOctets) in Figures)
            {
                if (summaries.Any(summary => value(WorkText.Comparable(summary, name)) != 0))
                {
                    Row(table, summaries, figure, summary => value(WorkText.Comparable(summary, name)), isOctets ? Octets : Whole, WorkText.IsComparable(summaries));
                }
            }
        }

        return table;
    }

    private static ImmutableArray<string> Columns(ImmutableArray<ModeSummary> summaries) => [.. summaries.Select(summary => summary.Mode), .. summaries.Length == 2 ? ["difference"] : Array.Empty<string>()];

    private static void Row(HtmlTable table, ImmutableArray<ModeSummary> summaries, string name, Func<ModeSummary, long> value, Func<long, string> show, bool isCompared) => table.AddRow(
        name,
        [.. summaries.Select(summary => show(value(summary))), .. summaries.Length != 2 ? [] : new[] { isCompared ? Difference(value(summaries[0]), value(summaries[1])) : "not compared" }]);
}
