using System.Runtime.InteropServices;
using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Simulation.Scenarios;
using Simulation.Workload;

namespace Simulation.Measuring;

/// <summary>Aggregates of one silo's observations. Memory grows with the trace and with virtual time, not with deliveries.</summary>
internal sealed class RunTally
{
    /// <summary>Slices of the time line.</summary>
    public const long SliceMilliseconds = VirtualTime.HourMilliseconds;

    public Dictionary<(string Name, Phase Phase), OperationTally> Operations { get; } = [];

    /// <summary>What single operations of the trace caused, by id and by the name that it is counted under.</summary>
    public Dictionary<(long Id, string Name), OperationTally> ById { get; } = [];

    /// <summary>By id of a change: its name, and when it took effect in the last group so far.</summary>
    public Dictionary<long, (string Name, long LastAt)> Effective { get; } = [];

    public SortedDictionary<long, TimelineBucket> Timeline { get; } = [];

    public Dictionary<string, long> Refused { get; } = [];

    public LatencyHistogram MessageLatency { get; } = new();

    /// <summary>Of the measured phase, in conversation groups.</summary>
    public PathTally GroupPaths { get; } = new();

    /// <summary>Of the measured phase, in user groups.</summary>
    public PathTally UserGroupPaths { get; } = new();

    /// <summary>Virtual milliseconds from a device's return until it had handled what had waited.</summary>
    public LatencyHistogram CatchUp { get; } = new();

    /// <summary>Items that had waited.</summary>
    public long CaughtUpItems { get; private set; }

    public void Observe(Observed observed)
    {
        if (OperationTally.Counts(observed.What))
        {
            OperationOf(observed.Operation.Name, observed.Operation.Phase).Observe(observed.What);
            if (observed.Operation.Id != 0)
            {
                OperationOf(observed.Operation.Id, observed.Operation.Name).Observe(observed.What);
            }
        }

        switch (observed.What)
        {
            case Observation.CommitAccepted(_, _, var path):
                SliceAt(observed.At).Commits++;
                if (observed.Operation.Phase == Phase.Measured)
                {
                    (observed.Actor.Kind == ActorKind.User ? UserGroupPaths : GroupPaths).Add(path);
                }

                break;
            case Observation.CaughtUp(var milliseconds, var items):
                CatchUp.Add(milliseconds);
                CaughtUpItems += items;
                break;
            case Observation.Conflict:
                SliceAt(observed.At).Conflicts++;
                break;
            case Observation.OperationSkipped:
                SliceAt(observed.At).Skipped++;
                break;
            case Observation.OperationEffective when observed.Operation.Id != 0 && observed.Operation.Name != OperationNames.SendMessage:
                TakeEffect(observed.Operation.Id, observed.Operation.Name, observed.At);
                break;
            case Observation.MessageAccepted:
                SliceAt(observed.At).MessagesAccepted++;
                break;
            case Observation.MessageOpened(_, _, _, var latency):
                if (latency > 0)
                {
                    MessageLatency.Add(latency);
                }

                SliceAt(observed.At).MessagesOpened++;
                break;
            case Observation.EpochEntered(_, _, _, var joined):
                SliceAt(observed.At).EpochsEntered++;
                if (joined && observed.Operation is { Id: not 0, Name: OperationNames.AddDevice })
                {
                    // A device that has been added and is not in yet is of no use to its owner.
                    TakeEffect(observed.Operation.Id, observed.Operation.Name, observed.At);
                }

                break;
            case Observation.HostileRefused(var rule):
                Refused[rule] = Refused.GetValueOrDefault(rule) + 1;
                break;
            default:
                break;
        }
    }

    /// <summary>Operations, and when they took effect, without what some operations of the trace caused.</summary>
    /// <param name="left">Ids of those, with their phases.</param>
    public RunTally Without(IReadOnlyDictionary<long, Phase> left)
    {
        var rest = new RunTally();
        foreach (var ((name, phase), tally) in Operations)
        {
            rest.OperationOf(name, phase).Add(tally, 1);
        }

        foreach (var ((id, name), tally) in ById)
        {
            if (left.TryGetValue(id, out Phase phase))
            {
                rest.OperationOf(name, phase).Add(tally, -1);
            }
        }

        foreach (var (id, effective) in Effective)
        {
            if (!left.ContainsKey(id))
            {
                rest.Effective[id] = effective;
            }
        }

        return rest;
    }

    public void Write(TlsWriter writer)
    {
        writer.Put(Operations.Count);
        foreach (var ((name, phase), tally) in Operations)
        {
            writer.Put(name);
            writer.Put((int)phase);
            tally.Write(writer);
        }

        writer.Put(ById.Count);
        foreach (var ((id, name), tally) in ById)
        {
            writer.WriteInt64(id);
            writer.Put(name);
            tally.Write(writer);
        }

        writer.Put(Effective.Count);
        foreach (var (id, (name, lastAt)) in Effective)
        {
            writer.Put(id);
            writer.Put(name);
            writer.Put(lastAt);
        }

        writer.Put(Timeline.Count);
        foreach (var (slice, bucket) in Timeline)
        {
            writer.Put(slice);
            bucket.Write(writer);
        }

        writer.Put(Refused.Count);
        foreach (var (rule, times) in Refused)
        {
            writer.Put(rule);
            writer.Put(times);
        }

        MessageLatency.Write(writer);
        GroupPaths.Write(writer);
        UserGroupPaths.Write(writer);
        CatchUp.Write(writer);
        writer.Put(CaughtUpItems);
    }

    public void Absorb(ref TlsReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            OperationOf(reader.ReadText(), (Phase)reader.ReadInt32()).Absorb(ref reader);
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            OperationOf(reader.ReadInt64(), string.Intern(reader.ReadText())).Absorb(ref reader);
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            TakeEffect(reader.ReadInt64(), reader.ReadText(), reader.ReadInt64());
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Slice(reader.ReadInt64()).Absorb(ref reader);
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            string rule = reader.ReadText();
            Refused[rule] = Refused.GetValueOrDefault(rule) + reader.ReadInt64();
        }

        MessageLatency.Absorb(ref reader);
        GroupPaths.Absorb(ref reader);
        UserGroupPaths.Absorb(ref reader);
        CatchUp.Absorb(ref reader);
        CaughtUpItems += reader.ReadInt64();
    }

    private OperationTally OperationOf(string name, Phase phase) =>
        CollectionsMarshal.GetValueRefOrAddDefault(Operations, (name, phase), out _) ??= new OperationTally();

    private OperationTally OperationOf(long id, string name) =>
        CollectionsMarshal.GetValueRefOrAddDefault(ById, (id, name), out _) ??= new OperationTally();

    private void TakeEffect(long id, string name, long at) =>
        Effective[id] = (name, Math.Max(at, Effective.TryGetValue(id, out (string Name, long LastAt) known) ? known.LastAt : at));

    private TimelineBucket SliceAt(long at) => Slice(at / SliceMilliseconds);

    private TimelineBucket Slice(long number)
    {
        if (!Timeline.TryGetValue(number, out TimelineBucket? bucket))
        {
            Timeline[number] = bucket = new TimelineBucket();
        }

        return bucket;
    }
}
