using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Simulation.Checking;
using Simulation.Driving;
using Simulation.Measuring;
using Simulation.Scenarios;
using Simulation.Workload;

namespace Simulation.Reporting;

/// <summary>Turns the outcome of a run into its summary.</summary>
public static class SummaryBuilder
{
    /// <summary>Puts the silos' parts together, judges the invariants and the thresholds.</summary>
    public static ModeSummary Build(RunRequest request, RunOutcome outcome)
    {
        RunObserver observer = RunObserver.Merge(outcome.Observations);
        Trace carriedOut = outcome.Drained ? request.Trace : request.Trace.UpTo(outcome.LastOperation);
        TraceFacts facts = TraceFacts.Of(carriedOut);
        InvariantReport invariants = observer.Checker.Finish(new RunEnd(outcome.Drained, facts.RemovedDevices, facts.MessagesSent) { Devices = facts.PresentDevices });
        var operations = new OperationResults(carriedOut, outcome, observer.Tally);
        Percentiles? effective = operations.Effective(Phase.Measured);
        var summary = new ModeSummary
        {
            Scenario = request.Scenario.Name,
            Seed = request.Trace.Seed,
            Mode = request.Mode,
            Suite = SuiteNames.NameOf(request.Scenario.Suite),
            Verify = request.Scenario.Verify.Name,
            Entropy = request.Entropy == Entropy.Seeded ? "seeded" : "system",
            AddPath = request.Scenario.Policies.AddPath,
            KeyPackageStock = ChoiceNames.NameOf(request.Scenario.KeyPackages.Stock),
            Partial = !outcome.Drained,
            Users = facts.Users,
            Devices = facts.Devices,
            DevicesBySilo = observer.Devices,
            Groups = facts.Groups,
            VirtualSeconds = Math.Max(0, outcome.EndedAt - outcome.MeasuredFrom) / 1000.0,
            WallSeconds = Math.Round(outcome.Wall.TotalSeconds, 3),
            Digest = Convert.ToHexStringLower(outcome.Digest.Span),
            TraceDigest = request.Trace.Digest(),
            Events = outcome.Accounts.Totals.Events,
            Deliveries = outcome.Accounts.Totals.Deliveries,
            Invariants = new InvariantResult(
                invariants.Checks.ToImmutableSortedDictionary(check => InvariantNames.NameOf(check.Key), check => check.Value, StringComparer.Ordinal),
                invariants.ViolationCount,
                [.. invariants.Violations.Select(violation => violation.ToString())])
            {
                OpenedInWindow = invariants.OpenedInWindow,
            },
            Operations = operations.Of(Phase.Measured),
            Setup = operations.Of(Phase.Setup),
            Totals = new TotalResults(outcome.Accounts.Traffic, observer.Tally).All(),
            EffectiveSeconds = effective,
            Messages = new MessageResult(facts.MessagesSent, invariants.LostMessages, invariants.UnjudgedOpenings, Latency(observer.Tally.MessageLatency)),
            Commits = new CommitResults(PathResult.Of(observer.Tally.GroupPaths), PathResult.Of(observer.Tally.UserGroupPaths)),
            CatchUp = CatchUpResult.Of(observer.Tally.CatchUp, observer.Tally.CaughtUpItems),
            Trees = outcome.Health is { } health ? TreeResults.Of(health) : null,
            Refused = observer.Tally.Refused.ToImmutableSortedDictionary(StringComparer.Ordinal),
            HeapOctetsPerDevice = outcome.HeapOctets is { } heap && facts.Devices > 0 ? Math.Round((double)heap / facts.Devices) : null,
            Thresholds = [],
            Work = new WorkRecord(carriedOut, outcome with { Observations = [] }, observer.Tally),
            Traffic = [.. outcome.Accounts.Traffic.Select(Traffic)],
            Timeline = [.. observer.Tally.Timeline.Select(slice => (slice.Key * RunTally.SliceMilliseconds / 1000.0, slice.Value))],
        };
        return !outcome.Drained ? summary : summary with { Thresholds = [.. request.Scenario.Thresholds.Select(threshold => ThresholdJudge.Judge(threshold, summary))] };
    }

    private static Percentiles? Latency(LatencyHistogram histogram) => histogram.Count == 0
        ? null
        : new Percentiles(
            histogram.Count,
            histogram.Percentile(0.5) / 1000.0,
            histogram.Percentile(0.95) / 1000.0,
            histogram.Percentile(0.99) / 1000.0,
            histogram.Maximum / 1000.0)
        {
            P90 = histogram.Percentile(0.9) / 1000.0,
        };

    private static TrafficResult Traffic(TrafficAccount account) => new(
        account.Key.Phase == Phase.Setup ? "setup" : "measured",
        account.Key.Operation,
        account.Key.Label,
        account.Key.Link switch
        {
            LinkClass.Self => "self",
            LinkClass.DeviceToService => "device-to-service",
            LinkClass.ServiceToDevice => "service-to-device",
            LinkClass.ServiceToService => "service-to-service",
            _ => throw new System.Diagnostics.UnreachableException(),
        },
        account.Mails,
        account.SentOctets,
        account.Deliveries,
        account.DeliveredOctets);
}
