using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Metering;

namespace Grains.Actors;

/// <summary>One quantum of one actor.</summary>
internal sealed class ActorStep(ActorSeat seat, IActor actor, HostState state, StepRequest request, EventWatch? watch)
{
    /// <summary>Events in one quantum after which an actor is taken to be talking to itself for ever.</summary>
    private const int MaxEvents = 1_000_000;

    private readonly Outbox _outbox = new();
    private readonly PriorityQueue<Envelope, EventOrder> _mail = new(Comparer<EventOrder>.Create(EventOrder.Compare));
    private readonly ImmutableArray<Posting>.Builder _postings = ImmutableArray.CreateBuilder<Posting>();
    private readonly ImmutableArray<DirectoryEntry>.Builder _entries = ImmutableArray.CreateBuilder<DirectoryEntry>();
    private readonly ImmutableArray<Observed>.Builder _observations = ImmutableArray.CreateBuilder<Observed>();
    private readonly ImmutableArray<TrafficAccount>.Builder _traffic = ImmutableArray.CreateBuilder<TrafficAccount>();
    private int _events;
    private long _spent;

    public StepResult Run()
    {
        foreach (var envelope in request.Inbox)
        {
            Accept(envelope);
        }

        while (NextEvent() is var (now, what))
        {
            if (++_events > MaxEvents)
            {
                throw new ActorFaultException(seat.Actor, now, $"more than {MaxEvents} events within one quantum");
            }

            Handle(now, what);
        }

        return new StepResult
        {
            Outbox = _postings.DrainToImmutable(),
            Directory = _entries.DrainToImmutable(),
            Traffic = _traffic.DrainToImmutable(),
            Observations = _observations.DrainToImmutable(),
            NextDue = state.Timers.First?.At,
            Chain = Octets.Copy(state.Chain.Link),
            Events = _events,
            SpentMicroseconds = _spent,
        };
    }

    private void Accept(Envelope envelope)
    {
        if (envelope.ArrivesAt < request.From || envelope.ArrivesAt >= request.Until || envelope.Recipient != seat.Actor)
        {
            throw new ActorFaultException(seat.Actor, request.From, $"mail for {envelope.Recipient} at {envelope.ArrivesAt} ms in [{request.From}, {request.Until})");
        }

        _mail.Enqueue(envelope, EventOrder.Of(seat.Seed, envelope.ArrivesAt, envelope.Sender, envelope.Sequence, envelope.Copy));
    }

    /// <summary>Takes the first event that is due, mail or timer; <see langword="null"/> where nothing is left in the quantum.</summary>
    private (long Now, ActorEvent What)? NextEvent()
    {
        var timer = state.Timers.First is { } first && first.At < request.Until ? first : null;
        if (!_mail.TryPeek(out var envelope, out var mailOrder))
        {
            return timer is null ? null : Fire(timer);
        }

        if (timer is not null && EventOrder.Compare(timer.Order, mailOrder) < 0)
        {
            return Fire(timer);
        }

        _mail.Dequeue();
        return (envelope.ArrivesAt, new ActorEvent.Delivered(envelope));
    }

    private (long Now, ActorEvent What) Fire(TimerTable.Entry timer)
    {
        state.Timers.Cancel(timer.Key);
        return (timer.At, new ActorEvent.TimerDue(timer.Key, timer.At));
    }

    private void Handle(long now, ActorEvent what)
    {
        _outbox.Clear();
        using var watched = watch?.Begin(seat.Actor, what, now) ?? default;
        try
        {
            actor.Handle(now, what, _outbox);
        }
        catch (Exception exception) when (exception is not ActorFaultException)
        {
            watched.Fail(exception);
            throw new ActorFaultException(seat.Actor, now, $"{Describe(what)}: {exception.GetType().Name}: {exception.Message}", exception);
        }

        Emit(now, watched.TraceParent);
    }

    private void Emit(long now, string? traceParent)
    {
        _spent += _outbox.Microseconds;
        state.BusyUntilMicroseconds = Math.Max(state.BusyUntilMicroseconds, now * 1000) + _outbox.Microseconds;
        var sentAt = (state.BusyUntilMicroseconds + 999) / 1000;
        foreach (var mail in _outbox.Mails)
        {
            var sequence = mail.Link == LinkClass.Overheard ? --state.OverheardSequence : ++state.Sequence;
            var letter = Letter.Of(mail, seat.Run, seat.Actor, sequence, sentAt);
            Post(new Posting(traceParent is null ? letter : letter with { TraceParent = traceParent }, mail.To));
        }

        _traffic.AddRange(_outbox.Traffic);
        foreach (var (user, key, value, operation) in _outbox.Entries)
        {
            var link = seat.Actor.Kind == ActorKind.Device ? LinkClass.DeviceToService : LinkClass.ServiceToService;
            _traffic.Add(TrafficAccount.OfDirectory(operation, link, 1, value.Length));
            var entry = new DirectoryEntry(user, Math.Max(sentAt, request.Until), seat.Actor, ++state.Sequence, key, value);
            state.Chain.Add(entry);
            _entries.Add(entry);
        }

        foreach (var (key, at) in _outbox.Timers)
        {
            SetOrCancel(key, at, now);
        }

        foreach (var (observation, operation) in _outbox.Observations)
        {
            _observations.Add(new Observed(now, seat.Actor, ++state.ObservationSequence, operation, observation));
        }
    }

    /// <summary>Sends a letter on; one to oneself that arrives within the quantum is handled at once.</summary>
    private void Post(Posting posting)
    {
        var letter = posting.Letter;
        if (letter.Link == LinkClass.Overheard)
        {
            _postings.Add(posting);
            return;
        }

        state.Chain.Add(posting);
        if (letter.Link != LinkClass.Self)
        {
            _postings.Add(posting);
            return;
        }

        if (posting.To.Count != 1 || posting.To.Actors[0] != seat.Actor)
        {
            throw new ActorFaultException(seat.Actor, letter.SentAt, $"{letter.Kind} for {posting.To} on the link to oneself");
        }

        if (letter.SentAt < request.Until)
        {
            Accept(new Envelope(letter, seat.Actor, letter.SentAt, 0));
        }
        else
        {
            _postings.Add(posting);
        }
    }

    private void SetOrCancel(string key, long? at, long now)
    {
        if (at is { } time)
        {
            state.Timers.Set(key, EventOrder.Of(seat.Seed, Math.Max(time, now), seat.Actor, ++state.Sequence, 0));
        }
        else
        {
            state.Timers.Cancel(key);
        }
    }

    private static string Describe(ActorEvent what) => what switch
    {
        ActorEvent.Delivered delivered => $"handling {delivered.Envelope.Kind} from {delivered.Envelope.Sender}",
        ActorEvent.TimerDue timer => $"handling timer {timer.Key}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
