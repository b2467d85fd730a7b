using Mls.Core.Wire;
using Simulation.Measuring;

namespace Simulation.Checking;

/// <summary>One stay of a device in a group, and what it has opened there. Keeps the newest epochs apart, the older ones together.</summary>
internal sealed class Membership
{
    private const int KeptEpochs = 16;

    private readonly SortedDictionary<long, MessageTally> _opened = [];
    private MessageTally _older;
    private long _olderUpTo = -1;

    public Membership(long joined)
    {
        Joined = joined;
        Last = joined;
    }

    public long Joined { get; }

    public long Last { get; set; }

    /// <summary>Everything that has been opened.</summary>
    public MessageTally Opened => _opened.Values.Aggregate(_older, (sum, tally) => sum.Plus(tally));

    public bool Covers(long epoch) => epoch >= Joined && epoch <= Last;

    public void Open(long epoch, MessageTally tally)
    {
        if (epoch <= _olderUpTo)
        {
            _older = _older.Plus(tally);
            return;
        }

        _opened[epoch] = _opened.GetValueOrDefault(epoch).Plus(tally);
        if (_opened.Count > KeptEpochs)
        {
            (long oldest, MessageTally folded) = _opened.First();
            _opened.Remove(oldest);
            _older = _older.Plus(folded);
            _olderUpTo = oldest;
        }
    }

    /// <summary>Differences between what was opened and what was to be: the epoch (or the last of the older ones), opened, expected.</summary>
    /// <param name="accepted">What the group has accepted.</param>
    /// <param name="own">What of it the device has sent itself.</param>
    /// <param name="sure">The last epoch of the group whose messages the device has certainly been delivered; those accepted later it may have opened or not.</param>
    public IEnumerable<(long Epoch, MessageTally Opened, MessageTally Expected)> Compare(AcceptedMessages accepted, AcceptedMessages own, long sure)
    {
        MessageTally expected = accepted.Within(Joined, Last, _ => true).Minus(own.Within(Joined, Last, _ => true));
        if (expected == Opened)
        {
            yield break;
        }

        foreach (var (epoch, opened, least, most) in Parts(accepted, own, sure))
        {
            bool fits = least == most ? opened == most : opened.Count >= least.Count && opened.Count <= most.Count;
            if (!fits)
            {
                yield return (epoch, opened, least);
            }
        }
    }

    /// <summary>How many messages were not opened among those that the device may not have been delivered; see <see cref="Compare"/>.</summary>
    public long Unsure(AcceptedMessages accepted, AcceptedMessages own, long sure) =>
        sure == Last ? 0 : Parts(accepted, own, sure).Sum(part => Math.Max(0, part.Most.Count - Math.Max(part.Opened.Count, part.Least.Count)));

    public static Membership Read(ref TlsReader reader)
    {
        var membership = new Membership(reader.ReadInt64())
        {
            Last = reader.ReadInt64(),
            _olderUpTo = reader.ReadInt64(),
            _older = MessageTally.Read(ref reader),
        };
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            membership._opened.Add(reader.ReadInt64(), MessageTally.Read(ref reader));
        }

        return membership;
    }

    public void Write(TlsWriter writer)
    {
        writer.Put(Joined);
        writer.Put(Last);
        writer.Put(_olderUpTo);
        _older.Write(writer);
        writer.Put(_opened.Count);
        foreach (var (epoch, tally) in _opened)
        {
            writer.Put(epoch);
            tally.Write(writer);
        }
    }

    /// <summary>The older epochs together, and then each: what was opened, what had to be, what could be.</summary>
    private IEnumerable<(long Epoch, MessageTally Opened, MessageTally Least, MessageTally Most)> Parts(AcceptedMessages accepted, AcceptedMessages own, long sure)
    {
        MessageTally Expected(long last, Predicate<long> epochs) => accepted.Within(Joined, last, epochs).Minus(own.Within(Joined, last, epochs));
        bool IsOlder(long epoch) => epoch <= _olderUpTo;
        yield return (_olderUpTo, _older, Expected(sure, IsOlder), Expected(Last, IsOlder));
        for (var epoch = Math.Max(Joined, _olderUpTo + 1); epoch <= Last; epoch++)
        {
            bool IsThis(long candidate) => candidate == epoch;
            yield return (epoch, _opened.GetValueOrDefault(epoch), Expected(sure, IsThis), Expected(Last, IsThis));
        }
    }
}
