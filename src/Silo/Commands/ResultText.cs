using System.Collections.Immutable;
using System.Globalization;
using Grains.Interfaces.Contracts;
using Simulation.Checking;
using Simulation.Reporting;
using Simulation.Scenarios;
using Simulation.Workload;
using static Simulation.Reporting.Figures;

namespace Silo.Commands;

/// <summary>Results for a person: thresholds first, then mode beside mode.</summary>
internal sealed class ResultText(Terminal terminal)
{
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
        Line($"planned: {Whole(planned.Where(count => !online.Contains(count.Key)).Sum(count => (long)count.Value))} operations: {(counts.Length == 0 ? "nothing" : counts)}{(trace.Unplaced == 0 ? "" : $"; {Whole(trace.Unplaced)} more had become impossible by their time")}");
        ChosenPolicies policies = plan.Scenario.Policies;
        Line(
            $"policies: committer {policies.Committer.Name}, delivery {policies.Delivery.Name}, leaf placement {policies.LeafPlacement.Name}, "
            + $"Adds {(policies.AddPath ? "with" : "without")} path, signature keys {ChoiceNames.NameOf(policies.SignatureKeys)}, handshake framing {policies.HandshakeFraming.Name}; "
            + $"changes x{plan.Scenario.Changes.Scale.ToString(CultureInfo.InvariantCulture)}; verify: {plan.Scenario.Verify.Name}; entropy: {(plan.Entropy == Simulation.Driving.Entropy.Seeded ? "seeded" : "system")}");
        KeyPackagePool pool = plan.Scenario.KeyPackages;
        string whose = pool.Stock == KeyPackageStock.PerClient
            ? "each client: a device where devices are leaves, a user where users are"
            : "each user: where devices are leaves, the devices of a user share them";
        Line($"KeyPackages: {Whole(pool.Size)} for {whose}; all replaced when a device goes{(pool.RenewAfterAdd ? " or comes" : "")}, where they are the user's");
        Line("");
    }

    /// <summary>The results of all modes.</summary>
    /// <param name="modes">The modes that were asked for.</param>
    /// <param name="summaries">Of those that were run.</param>
    public void Show(ImmutableArray<string> modes, ImmutableArray<ModeSummary> summaries)
    {
        foreach (var line in WorkText.Statement(summaries))
        {
            Line(line);
        }

        foreach (var mode in modes.Skip(summaries.Length))
        {
            Line($"{mode}: not run");
        }

        foreach (var summary in summaries)
        {
            if (summary.Partial)
            {
                Line(HasResults(summary)
                    ? $"{summary.Mode}: PARTIAL, stopped before its end"
                    : $"{summary.Mode}: PARTIAL, stopped before anything was measured; it had {Whole(summary.Users)} users, {Whole(summary.Devices)} devices and {Whole(summary.Groups)} groups, and {Whole(summary.Deliveries)} mails delivered");
            }

            foreach (var threshold in summary.Thresholds)
            {
                Line($"{(threshold.Passed ? "passed" : "FAILED")}: {summary.Mode}: {threshold.Name} {Number(threshold.Actual)} (at most {Number(threshold.Maximum)})");
            }
        }

        ImmutableArray<ModeSummary> measured = [.. summaries.Where(HasResults)];
        if (!measured.IsEmpty)
        {
            Tables(measured);
        }

        foreach (var summary in summaries)
        {
            foreach (var (reason, times) in summary.Operations.Values.SelectMany(operation => operation.Skipped).GroupBy(skip => skip.Key, skip => skip.Value, StringComparer.Ordinal).Select(skips => (skips.Key, skips.Sum())))
            {
                Line($"given up, {summary.Mode}: {reason} {Whole(times)}");
            }
        }

        Invariants(summaries);
        Line("");
        foreach (var line in ResultTables.Verdict(summaries))
        {
            Line(line);
        }
    }

    /// <summary>The answer in words: the last lines, because those are what is still on the screen.</summary>
    public void Answer(ImmutableArray<string> lines)
    {
        Line("");
        foreach (var line in lines)
        {
            terminal.Output.WriteLine(line);
        }
    }

    private static bool HasResults(ModeSummary summary) => !summary.Partial || summary.Operations.Values.Any(operation => operation is { Count: > 0 } or { Messages: > 0 });

    private void Tables(ImmutableArray<ModeSummary> measured)
    {
        Line("");
        terminal.Write(ResultTables.Traffic(measured));
        terminal.Write(ResultTables.Beside(measured));
        terminal.Write(ResultTables.Computation(measured));
        terminal.Write(ResultTables.Totals(measured));
        Line("measured: octets, messages, HPKE ciphertexts and operations of real MLS messages, set-up left out but for create-group.");
        Line("modelled: in effect (virtual time from the request until the last group has accepted the change, and a new device is inside; with 20 or more p95, with fewer the largest) and message until opened (time offline included): latencies and costs of operations are the scenario's.");
        Line("seal, open: HPKE; derive: HPKE key pairs; sent: once for each message; delivered: once for each device that gets it.");
        Line("directory: certificates of keys and revocations, signed by devices, fetched and verified by each member that has to decide; among sign and verify, too.");
        Line("path: HPKE ciphertexts in the path of an accepted Commit (ct); N: leaves that it is for. Caught up: from a device's return until it had handled what had waited. The trees are those of the end; blank: share of the nodes of each depth.");
        Line("control: what mails carry around and beside MLS messages, such as addresses, numbers, requests; everything is the sum, of devices that come and go, too.");
        Line("");
    }

    private void Invariants(ImmutableArray<ModeSummary> summaries)
    {
        foreach (var summary in summaries)
        {
            string verdict = summary.Invariants.Violations > 0 ? $"{Whole(summary.Invariants.Violations)} VIOLATIONS"
                : summary.Partial ? "none violated until the stop, the rest not judged" : "all held";
            string checks = string.Join(", ", summary.Invariants.Checks.Select(check => $"{check.Key} {Whole(check.Value)}"));
            Line($"invariants, {summary.Mode}: {verdict} ({checks} checks)");
            if (summary.Invariants.Checks.GetValueOrDefault(InvariantNames.NameOf(Invariant.RemovedOpensNothing)) is > 0 and var tried)
            {
                Line($"stolen devices, {summary.Mode}: of {Whole(tried)} messages that came after the theft, {Whole(summary.Invariants.OpenedInWindow)} opened before the removal was effective in the group");
            }
        }

        Line("");
        foreach (var summary in summaries)
        {
            Line($"seed {summary.Seed}, digest of {summary.Mode}: {summary.Digest}");
        }
    }

    private static string Number(double number) => number.ToString("#,0.######", CultureInfo.InvariantCulture);

    private void Line(string text) => terminal.WriteProse(text);
}
