using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Simulation.Driving;
using Simulation.Measuring;
using Simulation.Workload;

namespace Simulation.Reporting;

/// <summary>What a run did of its trace, and what each operation of it cost: enough to say what the rest would have cost without some of them.</summary>
internal sealed class WorkRecord
{
    private readonly Trace _trace;
    private readonly RunOutcome _outcome;
    private readonly RunTally _tally;
    private readonly ImmutableDictionary<long, (string Name, Phase Phase)> _planned;

    public WorkRecord(Trace trace, RunOutcome outcome, RunTally tally)
    {
        _trace = trace;
        _outcome = outcome;
        _tally = tally;
        _planned = trace.Stages
            .SelectMany(stage => stage.Events.Select(traced => (traced.OperationId, traced.Action.Operation, stage.Phase)))
            .Where(traced => traced.Operation is not (OperationNames.GoOnline or OperationNames.GoOffline))
            .ToImmutableDictionary(traced => traced.OperationId, traced => (traced.Operation, traced.Phase));

        // What devices do on their own because of an operation has another name: to give that up is not to give up the operation.
        GivenUp =
        [
            .. tally.ById
                .Where(entry => entry.Value.Skipped.Count > 0 && _planned.TryGetValue(entry.Key.Id, out (string Name, Phase Phase) planned) && planned.Name == entry.Key.Name)
                .Select(entry => entry.Key.Id),
        ];
    }

    /// <summary>Operations of the trace; coming and going is none.</summary>
    public long Planned => _planned.Count;

    /// <summary>Ids of the operations that were given up, in whole or in part.</summary>
    public ImmutableHashSet<long> GivenUp { get; }

    /// <summary>Numbers of operations by name.</summary>
    public ImmutableSortedDictionary<string, long> ByName(IEnumerable<long> ids) => ids
        .GroupBy(id => _planned[id].Name, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(group => group.Key, group => group.LongCount(), StringComparer.Ordinal);

    /// <summary>The figures without some operations, and without everything that they caused.</summary>
    public WorkFigures Without(ImmutableHashSet<long> ids)
    {
        var left = ids.ToDictionary(id => id, id => _planned[id].Phase);
        RunTally tally = _tally.Without(left);
        Trace trace = _trace with { Stages = [.. _trace.Stages.Select(stage => stage with { Events = [.. stage.Events.Where(traced => !ids.Contains(traced.OperationId))] })] };
        ImmutableArray<TrafficAccount> traffic =
        [
            .. _outcome.Accounts.Traffic,
            .. _outcome.Accounts.Operations.Where(account => left.ContainsKey(account.Id)).SelectMany(account => Negative(account, left[account.Id])),
        ];
        var operations = new OperationResults(trace, _outcome with { Accounts = new RunAccounts(_outcome.Accounts.Totals, traffic) }, tally);
        return new WorkFigures(operations.Of(Phase.Measured), new TotalResults(traffic, tally).All(), operations.Effective(Phase.Measured));
    }

    /// <summary>Accounts are added up: those of an operation that is left out count against the rest.</summary>
    private static IEnumerable<TrafficAccount> Negative(OperationTraffic traffic, Phase phase)
    {
        // Any label but the two that are not MLS messages.
        const string Mls = "";
        TrafficAccount Account(string label, LinkClass link, long sent, long delivered) => new(new TrafficKey(traffic.Name, phase, label, link), 0, -sent, 0, -delivered);
        return
        [
            Account(Mls, LinkClass.DeviceToService, traffic.MessagesSent, 0),
            Account(Mls, LinkClass.ServiceToDevice, 0, traffic.MessagesDelivered),
            Account(TrafficLabels.Directory, LinkClass.DeviceToService, traffic.DirectorySent, 0),
            Account(TrafficLabels.Directory, LinkClass.ServiceToDevice, 0, traffic.DirectoryDelivered),
            Account(TrafficLabels.Control, LinkClass.DeviceToService, traffic.ControlSent, 0),
            Account(TrafficLabels.Control, LinkClass.ServiceToDevice, 0, traffic.ControlDelivered),
            Account(Mls, LinkClass.ServiceToService, traffic.ServicesSent, traffic.ServicesDelivered),
        ];
    }
}
