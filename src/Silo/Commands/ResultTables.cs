using System.Collections.Immutable;
using Simulation.Reporting;
using Simulation.Workload;
using static Simulation.Reporting.Figures;

namespace Silo.Commands;

/// <summary>Mode beside mode: three tables by operation, one of totals. With two modes, the second's difference from the first.</summary>
internal static class ResultTables
{
    private static readonly (string Name, string Total)[] Sums =
    [
        ("all changes", TotalResults.Changes),
        ("KeyPackages", TotalResults.KeyPackages),
        ("messages", TotalResults.Messages),
        ("directory", TotalResults.Directory),
        ("control", TotalResults.Control),
        ("all without messages", TotalResults.WithoutMessages),
        ("everything", TotalResults.Everything),
    ];

    /// <summary>What was sent and delivered, by operation.</summary>
    public static TextTable Traffic(ImmutableArray<ModeSummary> summaries)
    {
        var table = new TextTable("", "count", "messages", "sent", "delivered", "in effect");
        foreach (var name in Happened(summaries))
        {
            ImmutableArray<OperationResult> rows = Rows(summaries, name);
            table.AddSection(name);
            for (var i = 0; i < rows.Length; i++)
            {
                OperationResult row = rows[i];
                table.AddRow(
                    summaries[i].Mode, Short(row.Count), Short(row.Messages), Octets(row.OctetsSent), Octets(row.OctetsDelivered), InEffect(row.EffectiveSeconds));
            }

            if (rows is [var first, var second] && WorkText.IsComparable(summaries))
            {
                table.AddRow(
                    "difference", "", Difference(first.Messages, second.Messages), Difference(first.OctetsSent, second.OctetsSent),
                    Difference(first.OctetsDelivered, second.OctetsDelivered), "");
            }

            foreach (var summary in summaries.Where(summary => WorkText.MissedBy(summary, name) > 0))
            {
                table.AddRow($"{summary.Mode} gave up", Short(WorkText.MissedBy(summary, name)), "", "", "", "");
            }
        }

        return table;
    }

    /// <summary>What goes with the MLS messages, by operation: the directory, and what mails carry around and beside them.</summary>
    public static TextTable Beside(ImmutableArray<ModeSummary> summaries)
    {
        var table = new TextTable("", "directory sent", "fetched", "sign", "verify", "control sent", "delivered");
        foreach (var name in Happened(summaries))
        {
            ImmutableArray<OperationResult> rows = Rows(summaries, name);
            table.AddSection(name);
            for (var i = 0; i < rows.Length; i++)
            {
                OperationResult row = rows[i];
                table.AddRow(
                    summaries[i].Mode, Octets(row.DirectoryOctetsSent), Octets(row.DirectoryOctetsFetched), Short(row.DirectorySign),
                    Short(row.DirectoryVerify), Octets(row.ControlOctetsSent), Octets(row.ControlOctetsDelivered));
            }
        }

        return table;
    }

    /// <summary>What was computed, by operation.</summary>
    public static TextTable Computation(ImmutableArray<ModeSummary> summaries)
    {
        var table = new TextTable("", "HPKE ct", "seal", "open", "sign", "verify", "derive", "conflicts", "retries");
        foreach (var name in Happened(summaries))
        {
            ImmutableArray<OperationResult> rows = Rows(summaries, name);
            table.AddSection(name);
            for (var i = 0; i < rows.Length; i++)
            {
                OperationResult row = rows[i];
                table.AddRow(
                    summaries[i].Mode, Short(row.HpkeCiphertexts), Short(row.Seal), Short(row.Open), Short(row.Sign), Short(row.Verify),
                    Short(row.DeriveKeyPair), Short(row.Conflicts), Short(row.Retries));
            }
        }

        return table;
    }

    /// <summary>Sums over operations, and what concerns the run as a whole.</summary>
    public static TextTable Totals(ImmutableArray<ModeSummary> summaries)
    {
        var table = new TextTable("", [.. summaries.Select(summary => summary.Mode), .. summaries.Length == 2 ? ["difference"] : Array.Empty<string>()]);
        void Row(string name, Func<ModeSummary, string> value, Func<ModeSummary, long>? number = null) => table.AddRow(
            name,
            [.. summaries.Select(value), .. summaries.Length != 2 ? [] : new[] { number is null ? "" : !WorkText.IsSame(summaries) ? "not compared" : Difference(number(summaries[0]), number(summaries[1])) }]);
        table.AddSection("octets sent");
        foreach (var (name, total) in Sums)
        {
            Row(name, summary => Octets(summary.Totals[total].OctetsSent), summary => summary.Totals[total].OctetsSent);
        }

        table.AddSection("octets delivered");
        foreach (var (name, total) in Sums)
        {
            Row(name, summary => Octets(summary.Totals[total].OctetsDelivered), summary => summary.Totals[total].OctetsDelivered);
        }

        Row("between services", summary => Octets(summary.Totals[TotalResults.BetweenServices].OctetsDelivered), summary => summary.Totals[TotalResults.BetweenServices].OctetsDelivered);
        table.AddSection("the run");
        Row("public-key operations", summary => Short(PublicKey(summary)), PublicKey);
        Row("of these for the directory", summary => Short(summary.Totals[TotalResults.Directory].PublicKeyOperations), summary => summary.Totals[TotalResults.Directory].PublicKeyOperations);
        Row("Commits / conflicts / retries", summary =>
            $"{Whole(summary.Operations.Values.Sum(operation => operation.Commits))} / {Whole(summary.Operations.Values.Sum(operation => operation.Conflicts))} / {Whole(summary.Operations.Values.Sum(operation => operation.Retries))}");
        Row("given up", summary => Whole(summary.Operations.Values.Sum(operation => operation.Skipped.Values.Sum())));
        Row("given up, done elsewhere", summary => Whole(WorkText.MissedBy(summary)));
        Row("change in effect, p50 / p95", summary => $"{Seconds(summary.EffectiveSeconds?.P50)} / {Seconds(summary.EffectiveSeconds?.P95)}");
        Row("message opened, p50 / p95", summary => $"{Seconds(summary.Messages.LatencySeconds?.P50)} / {Seconds(summary.Messages.LatencySeconds?.P95)}");
        Row("caught up, p50 / p95", summary => $"{Seconds(summary.CatchUp?.P50)} / {Seconds(summary.CatchUp?.P95)}");
        Row("messages sent / lost", summary => $"{Whole(summary.Messages.Sent)} / {(summary.Partial ? "not judged" : Whole(summary.Messages.Lost))}");
        Row("users / devices / groups, end", summary => $"{Whole(summary.Users)} / {Whole(summary.Devices)} / {Whole(summary.Groups)}");
        Row("heap per device", summary => summary.HeapOctetsPerDevice is { } octets ? Octets((long)octets) : "not measured");
        Row("mails delivered", summary => Whole(summary.Deliveries), summary => summary.Deliveries);
        Row("virtual / real time", summary => $"{Seconds(summary.VirtualSeconds)} / {Seconds(summary.WallSeconds)}");
        TreeText.AddTo(Row);
        return table;
    }

    /// <summary>What the second mode costs compared with the first, in both directions; empty where there are not two.</summary>
    public static ImmutableArray<string> Verdict(ImmutableArray<ModeSummary> summaries)
    {
        if (summaries is not [var one, var other] || one.Partial || other.Partial)
        {
            return [];
        }

        string Part(string name, string total)
        {
            (TotalResult first, TotalResult second) = (WorkText.ComparableTotal(one, total), WorkText.ComparableTotal(other, total));
            string sent = Difference(first.OctetsSent, second.OctetsSent);
            string delivered = Difference(first.OctetsDelivered, second.OctetsDelivered);
            return sent == delivered ? $"{name} {sent}" : $"{name} {sent} sent, {delivered} delivered";
        }

        string Sum(string name, string total) =>
            $"{name}: {Part("octets", total)}; public-key operations {Difference(WorkText.ComparableTotal(one, total).PublicKeyOperations, WorkText.ComparableTotal(other, total).PublicKeyOperations)}";
        return
        [
            .. WorkText.Verdict(summaries),
            $"{other.Mode} against {one.Mode}, Adds {(one.AddPath ? "with" : "without")} path, KeyPackages {one.KeyPackageStock}:",
            string.Join("; ", Sums[..^2].Select(sum => Part(sum.Name, sum.Total))),
            Sum("together without messages", TotalResults.WithoutMessages),
            Sum("everything", TotalResults.Everything),
        ];
    }

    private static long PublicKey(ModeSummary summary) => summary.Totals[TotalResults.Everything].PublicKeyOperations;

    private static IEnumerable<string> Happened(ImmutableArray<ModeSummary> summaries) =>
        OperationNames.Reported.Where(name => summaries.Any(summary => summary.Operations[name] is { Count: > 0 } or { Messages: > 0 }));

    private static ImmutableArray<OperationResult> Rows(ImmutableArray<ModeSummary> summaries, string name) => [.. summaries.Select(summary => WorkText.Comparable(summary, name))];

    /// <summary>Where a percentile of few would be the largest anyway, that is what it is called.</summary>
    private static string InEffect(Percentiles? seconds) => seconds switch
    {
        null => "-",
        { Count: < 20 } few => $"max {Seconds(few.Maximum)}",
        _ => $"p95 {Seconds(seconds.P95)}",
    };
}
