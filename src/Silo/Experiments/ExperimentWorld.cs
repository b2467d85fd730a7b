using System.Collections.Immutable;
using Grains;
using Grains.Devices;
using Grains.Interfaces.Contracts;
using Grains.Local;
using Grains.Post;
using Mls.Core.Framing;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Security;

namespace Silo.Experiments;

/// <summary>Users with devices and groups in one mode, driven without silos, with a wiretap on every line and thieves at every door.</summary>
internal sealed class ExperimentWorld
{
    private const uint MessageLength = 32;

    /// <summary>Virtual milliseconds in which mail arrives, and before any deadline.</summary>
    private const long Patience = 2_000;

    private readonly ExperimentBench _bench;
    private readonly ActorRunSettings _settings;
    private readonly Wiretap _wiretap;
    private readonly List<SentMessage> _messages;

    private ExperimentWorld(ExperimentBench bench, ActorRunSettings settings, LocalRun run, Wiretap wiretap, List<SentMessage> messages)
    {
        _bench = bench;
        _settings = settings;
        Run = run;
        _wiretap = wiretap;
        _messages = messages;
    }

    /// <summary>The run.</summary>
    public LocalRun Run { get; }

    /// <summary>All messages that groups have accepted, in their order.</summary>
    public IReadOnlyList<SentMessage> Messages => _messages;

    /// <summary>Octets of MLS messages that devices have sent so far.</summary>
    public long OctetsSent { get; private set; }

    /// <summary>Everything observed so far.</summary>
    public List<Observed> Observations { get; } = [];

    /// <summary>Starts with user u1, who has devices d1, d2 and so on, and two more, u2 and u3, who have one each.</summary>
    public static ExperimentWorld Populated(ExperimentBench bench, string mode, int devices, IMailFaults? faults = null)
    {
        var settings = new ActorRunSettings
        {
            Mode = mode,
            Suite = SecurityExperiments.Suite,
            KeyPackagePool = 4,
            RefillBelow = 1,
        };
        var run = new LocalRun(
            new RunSettings { Run = new RunKey("experiment", mode), Seed = bench.Seed, ActorSettings = Octets.Own(Tls.Encode(settings)) },
            bench.Actors,
            faults);
        var world = new ExperimentWorld(bench, settings, run, new Wiretap(), []);
        foreach (var name in Enumerable.Range(1, devices).Select(device => $"u1/d{device}").Concat(["u2/d1", "u3/d1"]))
        {
            world.Done(name, new TraceCommand.Start(name == "u1/d1" || !name.StartsWith("u1/", StringComparison.Ordinal) ? string.Empty : "u1/d1", "none"));
        }

        return world;
    }

    /// <summary>Another world in the same state, which goes on separately. Nothing may be in flight.</summary>
    public ExperimentWorld Copy()
    {
        var copy = new ExperimentWorld(_bench, _settings, Run.Copy(), _wiretap.Copy(), [.. _messages]);
        copy.Observations.AddRange(Observations);
        return copy;
    }

    /// <summary>Lets a device do something now.</summary>
    public ExperimentWorld Do(string device, TraceCommand command) => Do(Run.Now, device, command, "experiment");

    /// <summary>Lets a device do something at a time, not earlier than now.</summary>
    public ExperimentWorld Do(long at, string device, TraceCommand command, string operation)
    {
        Run.Feed(new Command(at, ActorId.Device(device), MailKinds.Command, new Operation(1, operation, Phase.Measured), Octets.Own(Tls.Encode(command))));
        return this;
    }

    /// <summary>Lets virtual time pass until nothing is due, or until a time.</summary>
    public ExperimentWorld Drain(long until = long.MaxValue)
    {
        Run.Run(until);
        _wiretap.Hear(Run.Sent);
        OctetsSent += Run.Sent.Where(posting => posting.Letter.Link == LinkClass.DeviceToService).Sum(posting => (long)posting.Letter.CountedOctets);
        foreach (var seen in Run.Observations)
        {
            if (seen.What is Observation.MessageAccepted accepted)
            {
                _messages.Add(new SentMessage(accepted.Group, (ulong)accepted.Message, accepted.Epoch, seen.At));
            }
        }

        Observations.AddRange(Run.Observations);
        Run.Sent.Clear();
        Run.Observations.Clear();
        return this;
    }

    /// <summary>Lets a device do something, and waits for all that follows.</summary>
    public ExperimentWorld Done(string device, TraceCommand command) => Do(device, command).Drain();

    /// <summary>Lets a device send a message, and waits until all have it.</summary>
    public SentMessage Send(string device, string group)
    {
        var before = _messages.Count;
        Done(device, new TraceCommand.SendMessage(group, MessageLength));
        return _messages.Count == before + 1 ? _messages[before] : throw new InvalidOperationException($"{device} could not send in {group}");
    }

    /// <summary>Lets a device send messages one after the other.</summary>
    public ImmutableArray<SentMessage> Send(string device, string group, int count) => [.. Enumerable.Range(0, count).Select(_ => Send(device, group))];

    /// <summary>Lets a device send a message at a time.</summary>
    public ExperimentWorld Say(long at, string device, string group) => Do(at, device, new TraceCommand.SendMessage(group, MessageLength), "say");

    /// <summary>The first epoch of a group in which a removed device has no part: its leaf is gone, or the leaf of u1 stands for a user-group epoch without it.</summary>
    public long? EffectiveFrom(string group, string removed)
    {
        var changes = Observations.Select(seen => seen.What).OfType<Observation.RosterChanged>().Where(change => change.Removed.Split(' ').Contains(removed)).ToList();
        if (changes.Find(change => change.Group == group) is { } own)
        {
            return own.Epoch;
        }

        return changes.Find(change => change.Group == "user:u1") is { Epoch: var without }
            ? Observations.Select(seen => seen.What).OfType<Observation.ActiveLeaf>()
                .Where(leaf => leaf.Group == group && leaf.User == "u1" && leaf.UserGroupEpoch >= without).Select(leaf => (long?)leaf.GroupEpoch).Min()
            : null;
    }

    /// <summary>Whether a device is in a user group.</summary>
    public bool HasUserGroup(string device) => Tls.Decode<DeviceReport>(Run.Report(ActorId.Device(device))).Groups.Any(line => line.Name.Length == 0);

    /// <summary>A copy of a device's whole private state.</summary>
    public byte[] Steal(string device) => Run.StateOf(ActorId.Device(device));

    /// <summary>Whoever has a stolen state and speaks in the device's name.</summary>
    public Forger Impersonate(string device, byte[] state) => Forger.Steal(_bench.Crypto, ModeRun.Of(_settings, Composition.Modes), _bench.Streams, device, state);

    /// <summary>The octets in a group's log.</summary>
    public IEnumerable<OpaqueBytes> Log(string group) => _wiretap.Log(group).OrderBy(entry => entry.Number).Select(entry => entry.Octets);

    /// <summary>A delivery service that checks nothing gives octets to a user's devices as the next entry of a group's log. Does the device follow?</summary>
    public bool Accepts(string user, string device, string group, string from, OpaqueBytes octets)
    {
        var next = _wiretap.Log(group).Max(entry => entry.Number) + 1;
        var isCommit = Tls.Decode<MlsMessage>(octets) is MlsMessage.OfPublicMessage;
        var epoch = (ulong)Observations.Select(seen => seen.What).OfType<Observation.EpochEntered>().Where(seen => seen.Group == group).Max(seen => seen.Epoch);
        var now = (ulong)Run.Now;
        var entry = new UserMail.GroupEntry(group, next, from, from, octets, default, false, [], 0, isCommit ? epoch + 1 : epoch) { SentAt = now, AcceptedAt = now };
        var before = Observations.Count;
        Run.Forge(ActorId.Group(group), MailEncoder.ToUser(user, entry, LinkClass.ServiceToService, new Operation(1, "forgery", Phase.Measured)));
        Drain(Run.Now + Patience);
        return Observations.Skip(before).Any(seen => seen.Actor.Name == device && seen.What switch
        {
            Observation.MessageOpened opened => !isCommit && opened.Group == group && opened.Message == (long)next,
            Observation.EpochEntered entered => isCommit && entered.Group == group && entered.Epoch == (long)epoch + 1 && !entered.Joined,
            _ => false,
        });
    }

    /// <summary>What somebody with a stolen state opens of everything that was ever on the wire, by the name of the group and the number in its log.</summary>
    public IReadOnlyDictionary<(string Group, ulong Number), OpaqueBytes> Open(string device, byte[] state)
    {
        using var attacker = Attacker.Steal(_bench.Crypto, ModeRun.Of(_settings, Composition.Modes), device, state);
        foreach (var item in _wiretap.Around(device[..device.IndexOf('/', StringComparison.Ordinal)]))
        {
            attacker.Hear(item);
        }

        attacker.Pursue();
        return attacker.Opened.ToDictionary(opened => (opened.Key.Group.Text, opened.Key.Number), opened => opened.Value);
    }
}
