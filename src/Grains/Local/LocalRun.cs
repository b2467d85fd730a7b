using System.Collections.Immutable;
using Grains.Actors;
using Grains.Clock;
using Grains.Devices;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;
using Grains.Metering;
using Grains.Post;
using Grains.Services;
using Grains.Views;

namespace Grains.Local;

/// <summary>A run in one thread without silos: the same actors, the same latencies, the same order of events, and so the same digest.</summary>
/// <remarks>For what is small and must be looked at closely: tests, and cost tables that start each row from a copy.</remarks>
public sealed class LocalRun
{
    private readonly RunSettings _settings;
    private readonly IActorFactory _factory;
    private readonly IMailFaults? _faults;
    private readonly Timeline _time;
    private readonly Carriage _carriage;
    private readonly DirectoryLog _directory = new();
    private readonly SortedDictionary<ActorId, ActorHost> _hosts = new(Comparer<ActorId>.Create(ActorId.Compare));
    private readonly Dictionary<ActorId, List<Envelope>> _inboxes = [];
    private readonly TrafficLedger _traffic = new();

    /// <summary>Starts empty at virtual millisecond 0.</summary>
    /// <param name="settings">The run's settings.</param>
    /// <param name="factory">Makes the actors.</param>
    /// <param name="faults">Faults in the mail, where there are any.</param>
    public LocalRun(RunSettings settings, IActorFactory factory, IMailFaults? faults = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _time = new Timeline(settings);
        _time.Trace.Advance(null);
        _settings = settings;
        _factory = factory;
        _faults = faults;
        _carriage = new Carriage(settings, faults, _traffic);
    }

    /// <summary>Abandons the run, and the making of copies, in the middle of the work; what there is then is of no use.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Everything that was seen and not taken yet.</summary>
    public List<Observed> Observations { get; } = [];

    /// <summary>Everything that was sent and not taken yet.</summary>
    public List<Posting> Sent { get; } = [];

    /// <summary>What has been carried since the run began, or since it was copied.</summary>
    public ImmutableArray<TrafficAccount> Traffic => [.. _traffic.Accounts];

    /// <summary>Virtual milliseconds: the end of the last quantum.</summary>
    public long Now => _time.Now;

    /// <summary>SHA-256 over the actors, in key order, of each one's chain.</summary>
    public string Digest
    {
        get
        {
            using var digest = new RunDigest();
            foreach (var (actor, host) in _hosts)
            {
                digest.Add(actor, host.Chain);
            }

            return Convert.ToHexStringLower(digest.Finish().Span);
        }
    }

    /// <summary>The actors, in key order.</summary>
    public IEnumerable<ActorId> Actors => _hosts.Keys;

    /// <summary>Feeds a command; not earlier than <see cref="Now"/>.</summary>
    public void Feed(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        foreach (var envelope in _time.Seal([command]))
        {
            Put(envelope);
        }
    }

    /// <summary>Sends mail in somebody's name, now.</summary>
    public void Forge(ActorId sender, Mail mail) => Post(new Posting(Letter.Of(mail, _settings.Run, sender, long.MaxValue - Sent.Count, Now), (mail ?? throw new ArgumentNullException(nameof(mail))).To));

    /// <summary>Lets virtual time pass until nothing is due, or until <paramref name="until"/>.</summary>
    public void Run(long until = long.MaxValue)
    {
        while (NextDue() is { } due && due < until)
        {
            Pass(_time.Next(due, until));
        }

        if (until < long.MaxValue)
        {
            _time.PassTo(until);
        }
    }

    /// <summary>Lets the next quantum in which something is due pass; <see langword="false"/> where nothing is due any more.</summary>
    public bool Step()
    {
        if (NextDue() is not { } due)
        {
            return false;
        }

        Pass(_time.Next(due));
        return true;
    }

    /// <summary>Replaces every actor by one restored from its own snapshot.</summary>
    public void RestoreAll()
    {
        foreach (var (actor, host) in _hosts.ToArray())
        {
            _hosts[actor] = ActorHost.Restore(Seat(actor), _factory, host.Snapshot());
            host.Dispose();
        }
    }

    /// <summary>The state of every actor. Nothing may be in flight.</summary>
    public IReadOnlyDictionary<ActorId, byte[]> Save() => _inboxes.Count == 0
        ? _hosts.ToDictionary(pair => pair.Key, pair => pair.Value.Snapshot())
        : throw new InvalidOperationException("mail is in flight");

    /// <summary>Another run in the state of this one, which goes on separately; with other settings where they are given.</summary>
    public LocalRun Copy(RunSettings? settings = null)
    {
        var copy = new LocalRun(settings ?? _settings, _factory, _faults) { Stop = Stop };
        copy._time.RestoreFrom(Now, _time.Trace.Count);
        copy._directory.Add(_directory.All);
        foreach (var (actor, snapshot) in Save())
        {
            Stop.ThrowIfCancellationRequested();
            copy._hosts.Add(actor, ActorHost.Restore(copy.Seat(actor), _factory, snapshot));
        }

        return copy;
    }

    /// <summary>An actor's own state, without the engine's share of it: what a thief would take.</summary>
    public byte[] StateOf(ActorId actor) => _hosts[actor].ActorSnapshot();

    /// <summary>What an actor says about itself.</summary>
    public byte[] Report(ActorId actor) => _hosts[actor].Report();

    /// <summary>The ratchet tree of a group, or of a user's group; <see langword="null"/> where there is none.</summary>
    public TreeView? TreeOf(ActorId actor) => _hosts.GetValueOrDefault(actor)?.Look(seen => seen switch
    {
        GroupActor group => GroupViews.TreeOf(group),
        UserActor user => UserViews.TreeOf(user.State),
        _ => null,
    });

    /// <summary>A device without its secrets; <see langword="null"/> where there is none.</summary>
    public DeviceView? DeviceOf(ActorId actor) => _hosts.GetValueOrDefault(actor)?.Look(seen => seen is DeviceActor device ? DeviceViews.Of(device.Device) : null);

    /// <summary>A group's or a user's share of the run's health.</summary>
    public RunHealth HealthOf(ActorId actor) => _hosts.GetValueOrDefault(actor)?.Look(seen => seen switch
    {
        GroupActor group => GroupViews.HealthOf(group),
        UserActor user => UserViews.HealthOf(user.State),
        _ => null,
    }) ?? RunHealth.None;

    private void Pass(Quantum quantum)
    {
        var (from, until) = quantum;
        var due = _hosts.Where(pair => pair.Value.NextDue < until).Select(pair => pair.Key)
            .Concat(_inboxes.Where(pair => pair.Value.Exists(mail => mail.ArrivesAt < until)).Select(pair => pair.Key))
            .Distinct().Order(Comparer<ActorId>.Create(ActorId.Compare)).ToArray();
        var entries = new List<DirectoryEntry>();
        var postings = new List<Posting>();
        foreach (var actor in due)
        {
            Stop.ThrowIfCancellationRequested();
            var inbox = Take(actor, until);
            // Here the actors are in this object's own hands: there is only the incarnation that it has.
            var result = Step(actor, new StepRequest(0, from, until, inbox));
            entries.AddRange(result.Directory);
            postings.AddRange(result.Outbox);
            Observations.AddRange(result.Observations);
            foreach (var account in result.Traffic)
            {
                _traffic.Add(account);
            }
        }

        foreach (var posting in postings)
        {
            Post(posting);
        }

        _directory.Add(entries);
        _time.Reach(quantum);
    }

    private StepResult Step(ActorId actor, StepRequest request)
    {
        try
        {
            return HostOf(actor).Step(request);
        }
        catch (ActorFaultException fault)
        {
            _time.Fail(fault.ToFault());
            throw;
        }
    }

    private void Post(Posting posting)
    {
        Sent.Add(posting);
        _carriage.Send(posting.Letter);
        _carriage.Deliver(posting, Put);
    }

    private void Put(Envelope envelope)
    {
        if (!_inboxes.TryGetValue(envelope.Recipient, out var inbox))
        {
            inbox = [];
            _inboxes.Add(envelope.Recipient, inbox);
        }

        inbox.Add(envelope);
    }

    private ImmutableArray<Envelope> Take(ActorId actor, long until)
    {
        if (!_inboxes.TryGetValue(actor, out var inbox))
        {
            return [];
        }

        ImmutableArray<Envelope> taken = [.. inbox.Where(mail => mail.ArrivesAt < until)];
        inbox.RemoveAll(mail => mail.ArrivesAt < until);
        if (inbox.Count == 0)
        {
            _inboxes.Remove(actor);
        }

        return taken;
    }

    /// <summary>What is due first; <see langword="null"/> where the run has come to its end.</summary>
    /// <exception cref="InvalidOperationException">The run has failed.</exception>
    private long? NextDue()
    {
        var due = Earliest();
        return _time.RestAt(due) switch
        {
            null => due,
            RunState.Failed => throw new InvalidOperationException($"the run has failed and cannot go on: {_time.Fault!.What}"),
            _ => null,
        };
    }

    private long? Earliest()
    {
        long? earliest = null;
        foreach (var host in _hosts.Values)
        {
            earliest = Min(earliest, host.NextDue);
        }

        foreach (var inbox in _inboxes.Values)
        {
            foreach (var mail in inbox)
            {
                earliest = Min(earliest, mail.ArrivesAt);
            }
        }

        return earliest;

        static long? Min(long? one, long? other) => one is null || other < one ? other : one;
    }

    private ActorHost HostOf(ActorId actor)
    {
        if (!_hosts.TryGetValue(actor, out var host))
        {
            host = ActorHost.Create(Seat(actor), _factory);
            _hosts.Add(actor, host);
        }

        return host;
    }

    private ActorSeat Seat(ActorId actor) => new(_settings.Run, actor, _settings.Seed, _settings.ActorSettings, _directory);
}
