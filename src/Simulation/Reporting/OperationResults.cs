using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Simulation.Driving;
using Simulation.Measuring;
using Simulation.Workload;

namespace Simulation.Reporting;

/// <summary>Puts together what trace, post offices and actors say about each operation.</summary>
internal sealed class OperationResults
{
    private readonly Trace _trace;
    private readonly RunOutcome _outcome;
    private readonly RunTally _tally;
    private readonly ImmutableHashSet<long> _measured;

    public OperationResults(Trace trace, RunOutcome outcome, RunTally tally)
    {
        _trace = trace;
        _outcome = outcome;
        _tally = tally;
        _measured = [.. trace.Stages.Where(stage => stage.Phase == Phase.Measured).SelectMany(stage => stage.Events).Select(traced => traced.OperationId)];
    }

    /// <summary>All reported operations of a phase; create-group of both in the measured one.</summary>
    public ImmutableDictionary<string, OperationResult> Of(Phase phase) => OperationNames.Reported.ToImmutableDictionary(
        name => name,
        name => Build(name, phase == Phase.Measured && name == OperationNames.CreateGroup ? [Phase.Setup, Phase.Measured] : [phase]),
        StringComparer.Ordinal);

    /// <summary>Time until the changes of a phase were effective in all groups; registration is no change of a group.</summary>
    public Percentiles? Effective(params ImmutableArray<Phase> phases) => Percentiles.Of(Durations(name => OperationNames.Reported.Contains(name), phases));

    private OperationResult Build(string name, ImmutableArray<Phase> phases)
    {
        OperationTally[] tallies = [.. phases.Select(phase => _tally.Operations.GetValueOrDefault((name, phase))).OfType<OperationTally>()];
        TrafficAccount[] traffic = [.. _outcome.Accounts.Traffic.Where(account => account.Key.Operation == name && phases.Contains(account.Key.Phase))];
        PublicKeyCounts publicKey = tallies.Aggregate(new PublicKeyCounts(), (sum, tally) => sum.Add(tally.PublicKey));
        long messages = tallies.Sum(tally => tally.Messages);
        return new OperationResult
        {
            // The trace does not know of what devices do on their own.
            Count = OperationNames.Unplanned.Contains(name) ? messages : phases.Sum(phase => (long)_trace.Count(phase).GetValueOrDefault(name)),
            Messages = messages,
            OctetsSent = Sent(traffic, TotalResults.IsMls),
            OctetsDelivered = Delivered(traffic, TotalResults.IsMls),
            DirectoryOctetsSent = Sent(traffic, label => label == TrafficLabels.Directory),
            DirectoryOctetsFetched = Delivered(traffic, label => label == TrafficLabels.Directory),
            ControlOctetsSent = Sent(traffic, label => label == TrafficLabels.Control),
            ControlOctetsDelivered = Delivered(traffic, label => label == TrafficLabels.Control),
            HpkeCiphertexts = tallies.Sum(tally => tally.Ciphertexts),
            Seal = publicKey.Seal,
            Open = publicKey.Open,
            Sign = publicKey.Sign,
            Verify = publicKey.Verify,
            DeriveKeyPair = publicKey.DeriveKeyPair,
            DirectorySign = tallies.Sum(tally => tally.DirectorySigned),
            DirectoryVerify = tallies.Sum(tally => tally.DirectoryVerified),
            Commits = tallies.Sum(tally => tally.Commits),
            Conflicts = tallies.Sum(tally => tally.Conflicts),
            Retries = tallies.Sum(tally => tally.Retries),
            Skipped = tallies.SelectMany(tally => tally.Skipped)
                .GroupBy(reason => reason.Key, StringComparer.Ordinal)
                .ToImmutableSortedDictionary(reason => reason.Key, reason => reason.Sum(times => times.Value), StringComparer.Ordinal),
            EffectiveSeconds = Percentiles.Of(Durations(candidate => candidate == name, phases)),
        };
    }

    private static long Sent(TrafficAccount[] traffic, Func<string, bool> labels) =>
        traffic.Where(account => account.Key.Link == LinkClass.DeviceToService && labels(account.Key.Label)).Sum(account => account.SentOctets);

    private static long Delivered(TrafficAccount[] traffic, Func<string, bool> labels) =>
        traffic.Where(account => account.Key.Link == LinkClass.ServiceToDevice && labels(account.Key.Label)).Sum(account => account.DeliveredOctets);

    private IEnumerable<long> Durations(Predicate<string> names, ImmutableArray<Phase> phases) => _tally.Effective
        .Where(effective => names(effective.Value.Name)
            && phases.Contains(_measured.Contains(effective.Key) ? Phase.Measured : Phase.Setup)
            && _outcome.StartedAt.ContainsKey(effective.Key))
        .Select(effective => effective.Value.LastAt - _outcome.StartedAt[effective.Key]);
}
