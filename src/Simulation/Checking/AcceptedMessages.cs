using Mls.Core.Wire;
using Simulation.Measuring;

namespace Simulation.Checking;

/// <summary>The messages that a group has accepted, by the epoch they belong to and the group's epoch when they were accepted.</summary>
internal sealed class AcceptedMessages
{
    private readonly Dictionary<(long Epoch, long CurrentEpoch), MessageTally> _tallies = [];

    public void Add(long epoch, long currentEpoch, MessageTally tally) =>
        _tallies[(epoch, currentEpoch)] = _tallies.GetValueOrDefault((epoch, currentEpoch)).Plus(tally);

    /// <summary>What a member from one epoch to another is entitled to, of some of the epochs.</summary>
    public MessageTally Within(long joined, long last, Predicate<long> epochs)
    {
        MessageTally sum = default;
        foreach (var ((epoch, current), tally) in _tallies)
        {
            if (epoch >= joined && current <= last && epochs(epoch))
            {
                sum = sum.Plus(tally);
            }
        }

        return sum;
    }

    public void Write(TlsWriter writer)
    {
        writer.Put(_tallies.Count);
        foreach (var ((epoch, current), tally) in _tallies)
        {
            writer.Put(epoch);
            writer.Put(current);
            tally.Write(writer);
        }
    }

    public void Absorb(ref TlsReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            Add(reader.ReadInt64(), reader.ReadInt64(), MessageTally.Read(ref reader));
        }
    }
}
