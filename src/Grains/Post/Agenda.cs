using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Grains.Interfaces.Contracts;

namespace Grains.Post;

/// <summary>Which actor of the silo is due when, and the mail that waits for it, by quantum.</summary>
internal sealed class Agenda(int quantumMilliseconds)
{
    private readonly Dictionary<long, Dictionary<LocalActor, List<Envelope>>> _quanta = [];
    private readonly PriorityQueue<long, long> _order = new();

    /// <summary>First virtual millisecond of the first quantum in which something is due; <see langword="null"/> where nothing is.</summary>
    public long? NextDue
    {
        get
        {
            while (_order.TryPeek(out var number, out _))
            {
                if (IsLive(number))
                {
                    return number * quantumMilliseconds;
                }

                _order.Dequeue();
                _quanta.Remove(number);
            }

            return null;
        }
    }

    /// <summary>Everything that waits, in no particular order.</summary>
    public IEnumerable<Envelope> Waiting => _quanta.Values.SelectMany(inboxes => inboxes.Values).SelectMany(inbox => inbox);

    public void Add(LocalActor actor, Envelope envelope)
    {
        ref var inbox = ref CollectionsMarshal.GetValueRefOrAddDefault(At(envelope.ArrivesAt), actor, out _);
        (inbox ??= []).Add(envelope);
    }

    /// <summary>Notes when the actor's earliest timer is due.</summary>
    public void SetTimer(LocalActor actor, long? due)
    {
        if (actor.TimerDue == due)
        {
            return;
        }

        actor.TimerDue = due;
        if (due is { } time)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(At(time), actor, out _) ??= [];
        }
    }

    /// <summary>Takes everything due before <paramref name="until"/>, the end of a quantum.</summary>
    public List<DueActor> Take(long until)
    {
        List<DueActor> due = [];
        while (_order.TryPeek(out var number, out _) && number * quantumMilliseconds < until)
        {
            _order.Dequeue();
            _quanta.Remove(number, out var inboxes);
            foreach (var (actor, inbox) in inboxes!)
            {
                if (inbox.Count > 0 || actor.TimerDue < until)
                {
                    due.Add(new DueActor(actor, ImmutableCollectionsMarshal.AsImmutableArray(inbox.ToArray())));
                }
            }
        }

        return due;
    }

    private Dictionary<LocalActor, List<Envelope>> At(long time)
    {
        var number = time / quantumMilliseconds;
        if (!_quanta.TryGetValue(number, out var inboxes))
        {
            inboxes = [];
            _quanta.Add(number, inboxes);
            _order.Enqueue(number, number);
        }

        return inboxes;
    }

    /// <summary>Whether mail waits or a timer is due; one that has been moved away does not count.</summary>
    private bool IsLive(long number)
    {
        foreach (var (actor, inbox) in _quanta[number])
        {
            if (inbox.Count > 0 || actor.TimerDue / quantumMilliseconds == number)
            {
                return true;
            }
        }

        return false;
    }
}
