using System.Collections.Immutable;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Metering;

namespace Grains.Post;

/// <summary>A post office's work for one run. All of it happens on the post office's scheduler, one turn at a time.</summary>
internal sealed class RunOffice
{
    private readonly SiloRun _run;
    private readonly Router _router;
    private readonly ImmutableArray<IRunObserver> _observers;
    private readonly ActorTable _actors;
    private readonly Agenda _agenda;
    private readonly Carriage _carriage;
    private readonly TrafficLedger _traffic;
    private readonly List<DirectoryEntry> _newEntries = [];
    private readonly List<Observed> _observed = [];
    private RunTotals _totals = RunTotals.Zero;
    private EngineFault? _fault;
    private long _barrier;

    public RunOffice(SiloRun run, Router router, IGrainFactory grains, ImmutableArray<IRunObserver> observers, IMailFaults? faults)
    {
        _run = run;
        _router = router;
        _observers = observers;
        _traffic = new TrafficLedger(run.Meter.Traffic);
        _actors = new ActorTable(run.Settings.Run, grains);
        _agenda = new Agenda(run.Settings.QuantumMilliseconds);
        _carriage = new Carriage(run.Settings, faults, _traffic);
    }

    public ActorTable Actors => _actors;

    public RunAccounts Accounts => RunAccounts.Sum([new RunAccounts(Totals, [.. _traffic.Accounts]) { Operations = [.. _traffic.Operations] }]);

    /// <summary>Traffic so far, without that of single operations.</summary>
    public ImmutableArray<TrafficAccount> Traffic => [.. _traffic.Accounts];

    /// <summary>Calls in flight at one time.</summary>
    public int InFlight => _run.Settings.Window;

    /// <summary>What is due first, and the totals.</summary>
    public QuantumResult Look() => new() { Done = true, NextDue = _agenda.NextDue, Totals = Totals, Fault = _fault };

    private RunTotals Totals => _totals with { Actors = _actors.Count };

    /// <summary>Creates actors.</summary>
    public Task Configure(ImmutableArray<ActorId> actors) =>
        Window.ForEach(actors, _run.Settings.Window, async id =>
        {
            var actor = _actors.GetOrAdd(id);
            Note(actor, await actor.Grain.Configure(actor.Incarnation));
        });

    /// <summary>Takes mail that has its time of arrival.</summary>
    public void Enqueue(ImmutableArray<Envelope> mail)
    {
        foreach (var envelope in mail)
        {
            Insert(envelope);
        }
    }

    /// <summary>Takes another silo's batch; answers when the first of it arrives. What else is due here is none of the sender's business: this silo may not even have begun the quantum.</summary>
    public long? Deliver(PostBatch batch)
    {
        long? earliest = null;
        foreach (var posting in batch.Postings)
        {
            earliest = Earlier(earliest, _carriage.Deliver(posting, Insert));
        }

        _newEntries.AddRange(batch.Directory);
        return earliest;
    }

    /// <summary>Steps every actor that is due in [from, until) and hands over what they send.</summary>
    public async Task<QuantumResult> Run(long from, long until)
    {
        _barrier = until;
        _run.Directory.Add(_newEntries);
        _newEntries.Clear();
        var before = Totals;
        await Window.ForEach(_agenda.Take(until), _run.Settings.Window, due => Step(due, from, until));
        _run.Meter.EndQuantum(before, Totals, until, _actors);
        if (_fault is null)
        {
            HandOverObservations();
            var elsewhere = await _router.Send();
            var look = Look();
            return look with { NextDue = Earlier(look.NextDue, elsewhere) };
        }

        return Look();
    }

    /// <summary>This silo's share of a consistent cut.</summary>
    public async Task<RunCheckpoint> Checkpoint()
    {
        var actors = Born;
        var snapshots = new Dictionary<ActorId, Octets>();
        await Window.ForEach(actors, _run.Settings.Window, async actor => snapshots.Add(actor.Id, await actor.Grain.Snapshot(actor.Incarnation)));
        return new RunCheckpoint(
            _barrier,
            [.. actors.Select(actor => new ActorOctets(actor.Id, snapshots[actor.Id]))],
            [.. _agenda.Waiting.Select(WithoutTrace)],
            [.. _run.Directory.All, .. _newEntries],
            0);
    }

    /// <summary>Takes over this silo's share of a cut.</summary>
    public async Task ResumeFrom(RunCheckpoint checkpoint)
    {
        _barrier = checkpoint.At;
        _newEntries.AddRange(checkpoint.Directory);
        Enqueue([.. checkpoint.Mail.Where(envelope => _router.IsLocal(envelope.Recipient))]);
        ActorOctets[] own = [.. checkpoint.Actors.Where(snapshot => _router.IsLocal(snapshot.Actor))];
        await Window.ForEach(own, _run.Settings.Window, snapshot => Restore(_actors.GetOrAdd(snapshot.Actor), snapshot.Value));
    }

    /// <summary>Replaces every actor by one restored from its snapshot.</summary>
    public Task RestoreAll() =>
        Window.ForEach(Born, _run.Settings.Window, actor => Guarded(actor, _barrier, async () => await Restore(actor, await actor.Grain.Snapshot(actor.Incarnation))));

    /// <summary>Lets every actor go.</summary>
    public Task Retire() => Window.ForEach(_actors.InOrder, _run.Settings.Window, actor => actor.Grain.Retire());

    /// <summary>What actors of a page say about themselves.</summary>
    public Task<ActorOctets[]> Reports(Page page) =>
        Task.WhenAll(_actors.Page(page.After, page.Count).Select(async actor => new ActorOctets(actor.Id, await actor.Grain.Report(actor.Incarnation))));

    /// <summary>The actors that have come to life, in key order; of the others there is only mail.</summary>
    private LocalActor[] Born => [.. _actors.InOrder.Where(actor => actor.Incarnation > 0)];

    private async Task Restore(LocalActor actor, Octets snapshot) => Note(actor, await actor.Grain.Restore(actor.Incarnation, snapshot));

    /// <summary>Keeps what every answer of an actor says about it.</summary>
    private void Note(LocalActor actor, StepResult result)
    {
        if (result.Fault is not null)
        {
            _fault ??= result.Fault;
            return;
        }

        actor.Incarnation = result.Incarnation;
        actor.Chain = result.Chain;
        _agenda.SetTimer(actor, result.NextDue);
    }

    private Task Step(DueActor due, long from, long until) => _fault is not null
        ? Task.CompletedTask
        : Guarded(due.Actor, from, async () => Take(due, await due.Actor.Grain.Step(new StepRequest(due.Actor.Incarnation, from, until, due.Inbox))));

    /// <summary>What the way to an actor throws is a fault of the run that names the actor.</summary>
    private async Task Guarded(LocalActor actor, long at, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _fault ??= new EngineFault(actor.Id, at, $"{actor.Id} at {at} ms: {exception.GetType().Name}: {exception.Message}", exception.ToString());
        }
    }

    private void Take(DueActor due, StepResult result)
    {
        Note(due.Actor, result);
        _totals = _totals.Add(new(0, 1, result.Events, due.Inbox.Length, result.SpentMicroseconds));
        _observed.AddRange(result.Observations);
        _run.Meter.Observe(result.Observations);
        foreach (var account in result.Traffic)
        {
            _traffic.Add(account);
        }

        foreach (var entry in result.Directory)
        {
            _newEntries.Add(entry);
            _router.Replicate(entry);
        }

        foreach (var posting in result.Outbox)
        {
            Post(posting);
        }
    }

    private void Post(Posting posting)
    {
        _carriage.Send(posting.Letter);
        if (_router.Route(posting) is { } local)
        {
            _carriage.Deliver(local, Insert);
        }
    }

    private void Insert(Envelope envelope)
    {
        if (envelope.ArrivesAt < _barrier)
        {
            _fault ??= new EngineFault(envelope.Sender, envelope.SentAt, $"{envelope.Kind} for {envelope.Recipient} arrives at {envelope.ArrivesAt} ms, before the barrier at {_barrier} ms", string.Empty);
            return;
        }

        _agenda.Add(_actors.GetOrAdd(envelope.Recipient), envelope);
    }

    /// <summary>A cut holds what decides the run, and nothing of what only observes it.</summary>
    private static Envelope WithoutTrace(Envelope envelope) =>
        envelope.Letter.TraceParent is null ? envelope : envelope with { Letter = envelope.Letter with { TraceParent = null } };

    private static long? Earlier(long? left, long? right) => left < right || right is null ? left : right;

    /// <summary>Orders what has been observed in the quantum, so that observers see the same sequence in every run.</summary>
    private void HandOverObservations()
    {
        if (_observed.Count == 0)
        {
            return;
        }

        _observed.Sort((left, right) =>
        {
            var order = left.At.CompareTo(right.At);
            order = order != 0 ? order : ActorId.Compare(left.Actor, right.Actor);
            return order != 0 ? order : left.Sequence.CompareTo(right.Sequence);
        });
        ImmutableArray<Observed> observed = [.. _observed];
        foreach (var observer in _observers)
        {
            observer.Accept(_run.Settings.Run, observed);
        }

        _observed.Clear();
    }
}
