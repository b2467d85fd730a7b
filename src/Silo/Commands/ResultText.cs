using System.Collections.Immutable;
using System.Globalization;
using Grains.Interfaces.Contracts;
using Simulation.Reporting;
using Simulation.Scenarios;
using Simulation.Workload;
using Spectre.Console;

namespace Silo.Commands;

/// <summary>Results for a person: thresholds first, then mode beside mode.</summary>
internal sealed class ResultText(Terminal terminal)
{
    private readonly IAnsiConsole _console = terminal.Tables();

    /// <summary>What is going to happen, with the planned totals.</summary>
    public void Announce(ExperimentPlan plan, Trace trace)
    {
        TraceFacts facts = TraceFacts.Of(trace);
        ImmutableSortedDictionary<string, int> planned = trace.Count(Phase.Measured);
        ImmutableArray<string> online = [OperationNames.GoOnline, OperationNames.GoOffline];
        string counts = string.Join(", ", planned.Where(count => !online.Contains(count.Key)).Select(count => $"{Whole(count.Value)} {count.Key}"));
        Population population = plan.Scenario.Population;
        int devices = trace.Events.Select(traced => traced.Action).OfType<TraceAction.RegisterUser>().Take(population.Users).Sum(user => user.Devices.Length);
        Line($"{plan.Scenario.Name}: {plan.Scenario.Story}");
        Line($"{Whole(population.Users)} users, {Whole(devices)} devices, {Whole(facts.Groups)} groups, {plan.Scenario.VirtualDays.ToString(CultureInfo.InvariantCulture)} virtual {(plan.Scenario.VirtualDays == 1 ? "day" : "days")}, seed {trace.Seed}");
        Line($"planned: {(counts.Length == 0 ? "nothing" : counts)}{(trace.Unplaced == 0 ? "" : $"; {Whole(trace.Unplaced)} more had become impossible by their time")}");
        Policies policies = plan.Scenario.Policies;
        Line(
            $"policies: committer sibling, first valid Commit wins, replacement apart, Adds {(policies.AddPath ? "with" : "without")} path, handshakes public; "
            + $"changes x{plan.Scenario.Changes.Scale.ToString(CultureInfo.InvariantCulture)}; verify: every-device; entropy: {(plan.Entropy == Simulation.Driving.Entropy.Seeded ? "seeded" : "system")}");
        Line("");
    }

    /// <summary>The results of all modes.</summary>
    public void Show(ImmutableArray<ModeSummary> summaries)
    {
        foreach (ModeSummary summary in summaries)
        {
            if (summary.Partial)
            {
                Line($"{summary.Mode}: PARTIAL, stopped before its end");
            }

            foreach (ThresholdResult threshold in summary.Thresholds)
            {
                Line($"{(threshold.Passed ? "passed" : "FAILED")}: {summary.Mode}: {threshold.Name} {Number(threshold.Actual)} (at most {Number(threshold.Maximum)})");
            }
        }

        _console.Write(Operations(summaries));
        _console.Write(Totals(summaries));
        Invariants(summaries);
    }

    private static Table Operations(ImmutableArray<ModeSummary> summaries)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("operation").NoWrap()).AddColumn(new TableColumn("mode").NoWrap());
        foreach (string column in (string[])["count", "messages", "sent", "delivered", "HPKE ct", "seal", "open", "sign", "verify", "derive", "conflicts", "retries", "effective p95"])
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap().PadLeft(0).PadRight(1));
        }

        foreach (string name in OperationNames.Reported)
        {
            foreach (ModeSummary summary in summaries)
            {
                OperationResult row = summary.Operations[name];
                table.AddRow(
                    name, summary.Mode, Short(row.Count), Short(row.Messages), Octets(row.OctetsSent), Octets(row.OctetsDelivered), Short(row.HpkeCiphertexts),
                    Short(row.Seal), Short(row.Open), Short(row.Sign), Short(row.Verify), Short(row.DeriveKeyPair), Short(row.Conflicts), Short(row.Retries),
                    Seconds(row.EffectiveSeconds?.P95));
            }
        }

        return table;
    }

    private static Table Totals(ImmutableArray<ModeSummary> summaries)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn("");
        foreach (ModeSummary summary in summaries)
        {
            table.AddColumn(new TableColumn(summary.Mode).RightAligned());
        }

        void Row(string name, Func<ModeSummary, string> value) => table.AddRow([name, .. summaries.Select(value)]);
        Row("octets sent by devices", summary => Octets(summary.Operations.Values.Sum(operation => operation.OctetsSent)));
        Row("octets delivered to devices", summary => Octets(summary.Operations.Values.Sum(operation => operation.OctetsDelivered)));
        Row("Commits accepted / conflicts / retries", summary =>
            $"{Whole(summary.Operations.Values.Sum(operation => operation.Commits))} / {Whole(summary.Operations.Values.Sum(operation => operation.Conflicts))} / {Whole(summary.Operations.Values.Sum(operation => operation.Retries))}");
        Row("operations given up", summary => Skipped(summary));
        Row("change effective in all groups, p50 / p95 / p99", summary =>
            $"{Seconds(summary.EffectiveSeconds?.P50)} / {Seconds(summary.EffectiveSeconds?.P95)} / {Seconds(summary.EffectiveSeconds?.P99)}");
        Row("messages sent / lost", summary => $"{Whole(summary.Messages.Sent)} / {Whole(summary.Messages.Lost)}");
        Row("heap per device", summary => summary.HeapOctetsPerDevice is { } octets ? Octets((long)octets) : "not measured");
        Row("users / devices / groups in the end", summary => $"{Whole(summary.Users)} / {Whole(summary.Devices)} / {Whole(summary.Groups)}");
        Row("deliveries", summary => Whole(summary.Deliveries));
        Row("virtual / real time", summary => $"{Seconds(summary.VirtualSeconds)} / {Seconds(summary.WallSeconds)}");
        return table;
    }

    private void Invariants(ImmutableArray<ModeSummary> summaries)
    {
        foreach (ModeSummary summary in summaries)
        {
            string verdict = summary.Invariants.Violations == 0 ? "all held" : $"{Whole(summary.Invariants.Violations)} VIOLATIONS";
            string checks = string.Join(", ", summary.Invariants.Checks.Select(check => $"{check.Key} {Whole(check.Value)}"));
            Line($"invariants, {summary.Mode}: {verdict} ({checks})");
        }

        Line("");
        foreach (ModeSummary summary in summaries)
        {
            Line($"seed {summary.Seed}, digest of {summary.Mode}: {summary.Digest}");
        }
    }

    private static string Skipped(ModeSummary summary)
    {
        var reasons = summary.Operations.Values.SelectMany(operation => operation.Skipped).GroupBy(reason => reason.Key, reason => reason.Value, StringComparer.Ordinal).ToList();
        string detail = string.Join("; ", reasons.Select(reason => $"{reason.Key} {Whole(reason.Sum())}"));
        return reasons.Count == 0 ? "0" : $"{Whole(reasons.Sum(reason => reason.Sum()))} ({detail})".EscapeMarkup();
    }

    private static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Four digits or so: the files have them all.</summary>
    private static string Short(long number) => number switch
    {
        < 100_000 => Whole(number),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e3:N0} k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{number / 1e6:N1} M"),
    };

    private static string Number(double number) => number.ToString("#,0.######", CultureInfo.InvariantCulture);

    /// <summary>kB = 1,000 octets.</summary>
    private static string Octets(long octets) => octets switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{octets:N0} B"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{octets / 1e3:N1} kB"),
        < 10_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{octets / 1e6:N1} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{octets / 1e9:N1} GB"),
    };

    private static string Seconds(double? seconds) => seconds switch
    {
        null => "-",
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
        < 3 * 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.0} min"),
        < 72 * 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86400:0.0} d"),
    };

    private void Line(string text) => terminal.Output.WriteLine(text);
}
