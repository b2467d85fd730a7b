using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Mls.Core.Wire;

namespace Simulation.Measuring;

/// <summary>Counters and distributions of a run so far. Not safe for use by two threads at once.</summary>
public sealed class LiveTally
{
    private const int Version = 2;

    private readonly long[] _counts = new long[LiveCounts.Names.Length];

    /// <summary>Virtual milliseconds from the sending of a message until a device has opened it.</summary>
    public LatencyHistogram Delivery { get; } = new();

    /// <summary>What the paths of accepted Commits in conversation groups cost.</summary>
    public PathTally Paths { get; } = new();

    /// <summary>Each counter by its name, in the order of <see cref="LiveCounts.Names"/>.</summary>
    public IEnumerable<KeyValuePair<string, long>> Counts => LiveCounts.Names.Select((name, i) => KeyValuePair.Create(name, _counts[i]));

    /// <summary>Puts together what the silos kept; those that have seen nothing yet say nothing.</summary>
    /// <exception cref="InvalidDataException">A part is of another version of this program.</exception>
    public static LiveTally Merge(IEnumerable<Octets> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var whole = new LiveTally();
        foreach (var part in parts.Where(part => part.Length > 0))
        {
            var reader = new TlsReader(part.Span);
            if (reader.ReadInt32() != Version)
            {
                throw new InvalidDataException("live figures of another version of this program");
            }

            for (var i = 0; i < whole._counts.Length; i++)
            {
                whole._counts[i] += reader.ReadInt64();
            }

            whole.Delivery.Absorb(ref reader);
            whole.Paths.Absorb(ref reader);
        }

        return whole;
    }

    /// <summary>Counts what was observed.</summary>
    public void Observe(Observed observed)
    {
        ArgumentNullException.ThrowIfNull(observed);
        switch (observed.What)
        {
            case Observation.CommitAccepted(_, _, var path):
                Add(LiveCounts.Commits, 1);
                if (observed.Actor.Kind == ActorKind.Group)
                {
                    Paths.Add(path);
                }

                break;
            case Observation.PublicKeyOperations(var counts):
                Add(LiveCounts.Seal, counts.Seal);
                Add(LiveCounts.Open, counts.Open);
                Add(LiveCounts.Sign, counts.Sign);
                Add(LiveCounts.Verify, counts.Verify);
                Add(LiveCounts.Derive, counts.DeriveKeyPair);
                break;
            case Observation.MessagesSent(_, var ciphertexts):
                Add(LiveCounts.Ciphertexts, ciphertexts);
                break;
            case Observation.MessageOpened(_, _, _, var latency):
                Add(LiveCounts.Opened, 1);
                if (latency > 0)
                {
                    Delivery.Add(latency);
                }

                break;
            case Observation.AttackTried(_, _, _, var isOpen):
                Add(LiveCounts.AttackTried, 1);
                Add(LiveCounts.AttackOpened, isOpen ? 1 : 0);
                break;
            default:
                if (LiveCounts.OfOne(observed.What) is { } counter)
                {
                    Add(counter, 1);
                }

                break;
        }
    }

    /// <summary>Everything, for <see cref="Merge"/>.</summary>
    public Octets Write()
    {
        using var writer = new TlsWriter();
        writer.Put(Version);
        foreach (var count in _counts)
        {
            writer.WriteInt64(count);
        }

        Delivery.Write(writer);
        Paths.Write(writer);
        return Octets.Own(writer.ToArray());
    }

    private void Add(int counter, long number) => _counts[counter] += number;
}
