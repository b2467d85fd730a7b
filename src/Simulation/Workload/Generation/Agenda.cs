namespace Simulation.Workload.Generation;

/// <summary>Intentions by time; those of one time in the order in which they were entered.</summary>
internal sealed class Agenda(long end)
{
    private readonly PriorityQueue<Intention, (long At, long Entered)> _queue = new();
    private long _entered;

    /// <summary>Intentions that were put off beyond the end.</summary>
    public int Refused { get; private set; }

    /// <summary>The end; nothing is entered for it or later.</summary>
    public long End => end;

    /// <summary>Enters an intention unless it lies beyond the end.</summary>
    public bool TryEnter(long at, Intention intention)
    {
        if (at >= end)
        {
            return false;
        }

        _queue.Enqueue(intention, (at, _entered++));
        return true;
    }

    /// <summary>Enters the consequence of something; counted as refused when it lies beyond the end.</summary>
    public void PutOff(long until, Intention intention)
    {
        if (!TryEnter(until, intention))
        {
            Refused++;
        }
    }

    /// <summary>The earliest intention.</summary>
    public bool TryTake(out Intention intention, out long now)
    {
        bool taken = _queue.TryDequeue(out Intention? next, out (long At, long Entered) priority);
        intention = next!;
        now = priority.At;
        return taken;
    }
}
