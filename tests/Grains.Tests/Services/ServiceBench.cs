using Grains.Actors;
using Grains.Interfaces.Contracts;
using Grains.Policies;
using Grains.Services;
using Mls.Core.Authentication;
using Mls.Core.Wire;
using Mls.Crypto;
using Mls.MultiDevice;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;
using TestKit;
using Xunit;

namespace Grains.Tests.Services;

/// <summary>Service actors without an engine: mail between them is delivered at once or in an order that the test chooses; what devices get is kept.</summary>
internal sealed class ServiceBench
{
    private static readonly RunKey Run = new("test", "any");

    private readonly Dictionary<ActorId, IActor> _actors = [];
    private readonly Dictionary<ActorId, long> _sequences = [];
    private readonly List<Envelope> _pending = [];
    private readonly Dictionary<string, List<DeviceItem>> _mailboxes = [];

    public ServiceBench(IAuthenticationService? authentication = null, IGroupRules? rules = null, bool renewAfterAdd = false)
    {
        var settings = new ActorRunSettings { Mode = "any", Suite = Suites.One.Suite, KeyPackagePool = 4, RefillBelow = 2, RenewAfterAdd = renewAfterAdd, StartUnixSeconds = 1_704_067_200 };
        var directory = new AuthenticationDirectory(Suites.One, new NoLog());
        Kit = new ServiceKit(new ModeRun(settings, ModeCatalog.Standard.Find("tree-root")), Suites.One, _ => authentication ?? new VouchForAll(), (_, _) => true, rules ?? new NoRules(), directory, new TreePool(Suites.One), new SeededRandomStreams(1))
        {
            Policies = ActorPolicies.Standard.For(settings),
        };
    }

    public ServiceKit Kit { get; }

    public long Now { get; set; } = 1000;

    /// <summary>Whether each actor is restored from its snapshot before each event.</summary>
    public bool RestoresAlways { get; init; }

    /// <summary>Takes the next mail out of those under way; by default the oldest.</summary>
    public Func<List<Envelope>, int> Pick { get; set; } = _ => 0;

    public List<(ActorId Actor, Observation What, Operation Operation)> Seen { get; } = [];

    public SortedDictionary<(string Actor, string Key), (ActorId Actor, long At)> Timers { get; } = [];

    public List<Mail> Sent { get; } = [];

    public List<DeviceItem> Mailbox(string device) => _mailboxes.TryGetValue(device, out var items) ? items : _mailboxes[device] = [];

    /// <summary>Items that came since this was last asked.</summary>
    public IReadOnlyList<DeviceItem> Take(string device)
    {
        var items = Mailbox(device).ToList();
        Mailbox(device).Clear();
        return items;
    }

    /// <summary>Everything that a device has got, in the order of its mailbox rather than of arrival.</summary>
    public IEnumerable<DeviceItem> InOrder(string device) => Numbers[device].Zip(Mailbox(device)).OrderBy(pair => pair.First).Select(pair => pair.Second);

    public IActor Actor(ActorId id)
    {
        if (!_actors.TryGetValue(id, out var actor))
        {
            _actors[id] = actor = id.Kind == ActorKind.Group ? new GroupActor(Kit, id) : new UserActor(Kit, id);
        }

        return actor;
    }

    public UserReport User(string name) => Tls.Decode<UserReport>(Actor(ActorId.User(name)).Report());

    public GroupReport Group(string name) => Tls.Decode<GroupReport>(Actor(ActorId.Group(name)).Report());

    public void Tell(string device, UserMail mail, string? user = null, Operation? operation = null)
    {
        Post(ActorId.Device(device), MailEncoder.ToUser(user ?? device[..device.IndexOf('/', StringComparison.Ordinal)], mail, LinkClass.DeviceToService, operation ?? Operation.None));
        Deliver();
    }

    public void Tell(string device, string group, GroupMail mail, Operation? operation = null)
    {
        Post(ActorId.Device(device), MailEncoder.ToGroup(group, mail, LinkClass.DeviceToService, operation ?? Operation.None));
        Deliver();
    }

    /// <summary>A device enrols without a sponsor and without a user group.</summary>
    public void Enroll(params string[] devices)
    {
        foreach (var device in devices)
        {
            Tell(device, new UserMail.Enroll(string.Empty, OpaqueBytes.FromText(device), default));
        }
    }

    public void Post(ActorId from, Mail mail)
    {
        var sequence = _sequences[from] = _sequences.GetValueOrDefault(from) + 1;
        Sent.Add(mail);
        foreach (var recipient in mail.To.Actors)
        {
            _pending.Add(new Envelope(Letter.Of(mail, Run, from, sequence, Now), recipient, Now, 0));
        }
    }

    public void Deliver()
    {
        while (_pending.Count > 0)
        {
            var place = Pick(_pending);
            var envelope = _pending[place];
            _pending.RemoveAt(place);
            if (envelope.Recipient.Kind == ActorKind.Device)
            {
                Receive(envelope);
            }
            else
            {
                Handle(envelope.Recipient, new ActorEvent.Delivered(envelope));
            }
        }
    }

    /// <summary>Lets virtual time pass; timers fire on the way.</summary>
    public void Advance(long milliseconds)
    {
        var until = Now + milliseconds;
        while (Timers.Where(timer => timer.Value.At <= until).OrderBy(timer => timer.Value.At).Select(timer => timer.Key).FirstOrDefault() is { Key: not null } key)
        {
            var (actor, at) = Timers[key];
            Timers.Remove(key);
            Now = Math.Max(Now, at);
            Handle(actor, new ActorEvent.TimerDue(key.Key, at));
            Deliver();
        }

        Now = until;
    }

    public int Count<T>()
        where T : Observation => Seen.Count(seen => seen.What is T);

    public void Handle(ActorId id, ActorEvent what)
    {
        var actor = Actor(id);
        if (RestoresAlways)
        {
            var snapshot = actor.Snapshot();
            actor = _actors[id] = id.Kind == ActorKind.Group ? GroupActor.Restore(Kit, id, snapshot) : UserActor.Restore(Kit, id, snapshot);
            Assert.Equal(snapshot, actor.Snapshot());
        }

        var outbox = new Outbox();
        actor.Handle(Now, what, outbox);
        foreach (var mail in outbox.Mails)
        {
            Post(id, mail);
        }

        foreach (var (key, at) in outbox.Timers)
        {
            Timers.Remove((id.ToString(), key));
            if (at is { } time)
            {
                Timers.Add((id.ToString(), key), (id, time));
            }
        }

        Seen.AddRange(outbox.Observations.Select(seen => (id, seen.What, seen.Operation)));
    }

    private void Receive(Envelope envelope)
    {
        Assert.Equal(MailKinds.Mailbox, envelope.Kind);
        var delivery = Tls.Decode<MailboxDelivery>(envelope.Body.Span);
        Mailbox(envelope.Recipient.Name).AddRange(delivery.Items);
        Numbers.TryAdd(envelope.Recipient.Name, []);
        Numbers[envelope.Recipient.Name].AddRange(Enumerable.Range(0, delivery.Items.Count).Select(i => delivery.First + (ulong)i));
    }

    /// <summary>Numbers of the items that a device has got, in the order of arrival.</summary>
    public Dictionary<string, List<ulong>> Numbers { get; } = [];

    private sealed class NoLog : IDirectoryLog
    {
        public IReadOnlyList<DirectoryLogEntry> Read(string user, long asOf, int skip) => [];
    }
}
