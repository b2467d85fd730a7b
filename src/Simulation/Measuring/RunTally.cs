using System.Runtime.InteropServices;
using Grains.Interfaces.Contracts;
using Simulation.Scenarios;
using Simulation.Workload;

namespace Simulation.Measuring;

/// <summary>Aggregates of one silo's observations. Memory grows with the number of changes and with virtual time, not with messages or deliveries.</summary>
internal sealed class RunTally
{
    /// <summary>Slices of the time line.</summary>
    public const long SliceMilliseconds = VirtualTime.HourMilliseconds;

    public Dictionary<(string Name, Phase Phase), OperationTally> Operations { get; } = [];

    /// <summary>By id of a change: its name, and when it took effect in the last group so far.</summary>
    public Dictionary<long, (string Name, long LastAt)> Effective { get; } = [];

    public SortedDictionary<long, TimelineBucket> Timeline { get; } = [];

    public Dictionary<string, long> Refused { get; } = [];

    public LatencyHistogram MessageLatency { get; } = new();

    public void Observe(Observed observed)
    {
        OperationTally operation = OperationOf(observed.Operation.Name, observed.Operation.Phase);
        switch (observed.What)
        {
            case Observation.PublicKeyOperations(var counts):
                operation.PublicKey = operation.PublicKey.Add(counts);
                break;
            case Observation.DirectoryUsed(var signed, var verified):
                operation.DirectorySigned += signed;
                operation.DirectoryVerified += verified;
                break;
            case Observation.MessagesSent(var messages, var ciphertexts):
                operation.Messages += messages;
                operation.Ciphertexts += ciphertexts;
                break;
            case Observation.CommitAccepted:
                operation.Commits++;
                SliceAt(observed.At).Commits++;
                break;
            case Observation.Conflict:
                operation.Conflicts++;
                SliceAt(observed.At).Conflicts++;
                break;
            case Observation.Retried:
                operation.Retries++;
                break;
            case Observation.OperationSkipped(var reason):
                operation.Skip(reason);
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

    public void Write(BinaryWriter writer)
    {
        writer.Write(Operations.Count);
        foreach (((string name, Phase phase), OperationTally tally) in Operations)
        {
            writer.Write(name);
            writer.Write((int)phase);
            tally.Write(writer);
        }

        writer.Write(Effective.Count);
        foreach ((long id, (string name, long lastAt)) in Effective)
        {
            writer.Write(id);
            writer.Write(name);
            writer.Write(lastAt);
        }

        writer.Write(Timeline.Count);
        foreach ((long slice, TimelineBucket bucket) in Timeline)
        {
            writer.Write(slice);
            bucket.Write(writer);
        }

        writer.Write(Refused.Count);
        foreach ((string rule, long times) in Refused)
        {
            writer.Write(rule);
            writer.Write(times);
        }

        MessageLatency.Write(writer);
    }

    public void Absorb(BinaryReader reader)
    {
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            OperationOf(reader.ReadString(), (Phase)reader.ReadInt32()).Absorb(reader);
        }

        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            TakeEffect(reader.ReadInt64(), reader.ReadString(), reader.ReadInt64());
        }

        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            Slice(reader.ReadInt64()).Absorb(reader);
        }

        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            string rule = reader.ReadString();
            Refused[rule] = Refused.GetValueOrDefault(rule) + reader.ReadInt64();
        }

        MessageLatency.Absorb(reader);
    }

    private OperationTally OperationOf(string name, Phase phase) =>
        CollectionsMarshal.GetValueRefOrAddDefault(Operations, (name, phase), out _) ??= new OperationTally();

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
