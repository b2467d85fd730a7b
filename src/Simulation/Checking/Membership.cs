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
    public IEnumerable<(long Epoch, MessageTally Opened, MessageTally Expected)> Compare(AcceptedMessages accepted, AcceptedMessages own)
    {
        MessageTally Expected(Predicate<long> epochs) => accepted.Within(Joined, Last, epochs).Minus(own.Within(Joined, Last, epochs));
        if (Expected(_ => true) == _opened.Values.Aggregate(_older, (sum, tally) => sum.Plus(tally)))
        {
            yield break;
        }

        MessageTally older = Expected(epoch => epoch <= _olderUpTo);
        if (older != _older)
        {
            yield return (_olderUpTo, _older, older);
        }

        for (long epoch = Math.Max(Joined, _olderUpTo + 1); epoch <= Last; epoch++)
        {
            MessageTally expected = Expected(candidate => candidate == epoch);
            MessageTally opened = _opened.GetValueOrDefault(epoch);
            if (opened != expected)
            {
                yield return (epoch, opened, expected);
            }
        }
    }

    public static Membership Read(BinaryReader reader)
    {
        var membership = new Membership(reader.ReadInt64())
        {
            Last = reader.ReadInt64(),
            _olderUpTo = reader.ReadInt64(),
            _older = MessageTally.Read(reader),
        };
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            membership._opened.Add(reader.ReadInt64(), MessageTally.Read(reader));
        }

        return membership;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Joined);
        writer.Write(Last);
        writer.Write(_olderUpTo);
        _older.Write(writer);
        writer.Write(_opened.Count);
        foreach ((long epoch, MessageTally tally) in _opened)
        {
            writer.Write(epoch);
            tally.Write(writer);
        }
    }
}
