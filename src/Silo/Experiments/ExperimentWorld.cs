using Grains.Devices;
using Grains.Interfaces.Contracts;
using Grains.Local;
using Grains.Post;
using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Security;

namespace Silo.Experiments;

/// <summary>Users with devices and groups in one mode, driven without silos, with a wiretap on every line and thieves at every door.</summary>
internal sealed class ExperimentWorld
{
    private const uint MessageLength = 32;

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

    /// <summary>Everything observed so far.</summary>
    public List<Observed> Observations { get; } = [];

    /// <summary>Starts with users u1, u2 and so on, each with devices d1, d2 and so on.</summary>
    public static ExperimentWorld Populated(ExperimentBench bench, string mode, int users, int devices, IMailFaults? faults = null)
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
        for (var device = 1; device <= devices; device++)
        {
            for (var user = 1; user <= users; user++)
            {
                world.Do($"u{user}/d{device}", new TraceCommand.Start(device == 1 ? string.Empty : $"u{user}/d1", "none"));
            }

            world.Drain();
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
    public ExperimentWorld Do(string device, TraceCommand command, string operation = "experiment")
    {
        Run.Feed(new Command(Run.Now, ActorId.Device(device), MailKinds.Command, new Operation(1, operation, Phase.Measured), Octets.Own(Tls.Encode(command))));
        return this;
    }

    /// <summary>Lets virtual time pass until nothing is due, or until a time.</summary>
    public ExperimentWorld Drain(long until = long.MaxValue)
    {
        Run.Run(until);
        _wiretap.Hear(Run.Sent);
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

    /// <summary>Lets a device send a message whenever it may.</summary>
    public ExperimentWorld Say(string device, string group) => Do(device, new TraceCommand.SendMessage(group, MessageLength));

    /// <summary>Whether a device is in a user group.</summary>
    public bool HasUserGroup(string device) => Tls.Decode<DeviceReport>(Run.Report(ActorId.Device(device))).Groups.Any(line => line.Name.Length == 0);

    /// <summary>A copy of a device's whole private state.</summary>
    public byte[] Steal(string device) => Run.StateOf(ActorId.Device(device));

    /// <summary>What somebody with a stolen state opens of everything that was ever on the wire.</summary>
    public IReadOnlyDictionary<(string Group, ulong Number), OpaqueBytes> Open(string device, byte[] state)
    {
        using var attacker = Attacker.Steal(_bench.Crypto, _settings, device, state);
        foreach (var item in _wiretap.Around(device[..device.IndexOf('/', StringComparison.Ordinal)]))
        {
            attacker.Hear(item);
        }

        attacker.Pursue();
        return attacker.Opened.ToDictionary();
    }
}
