using Grains;
using Grains.Devices;
using Grains.Interfaces.Contracts;
using Grains.Local;
using Grains.Services;
using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.Crypto;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Simulation.Checking;

namespace Silo.Tests.Lives;

/// <summary>Lives a life with real actors, lets everybody come back, lets everybody speak, and says what is wrong.</summary>
internal sealed class LifeRun
{
    /// <summary>What each thief hears at most.</summary>
    private const uint Overheard = 24;

    private readonly LifeScript _script;
    private readonly LocalRun _run;
    private readonly Dictionary<long, string> _victims = [];
    private long _operation;
    private long _messages;

    private LifeRun(string mode, IEnumerable<LifeEvent> life)
    {
        _script = LifeScript.Of(life);
        var settings = new ActorRunSettings
        {
            Mode = mode,
            Suite = CipherSuite.X25519Aes128Sha256Ed25519,
            KeyPackagePool = 4,
            RefillBelow = 2,
            Attack = new AttackSettings([.. _script.Removed], Overheard),
        };
        _run = new LocalRun(
            new RunSettings { Run = new RunKey("life", mode), Seed = 1, ActorSettings = Octets.Own(Tls.Encode(settings)) },
            new MlsActorFactory(ModeCatalog.Standard, new CryptoProviders(), seed => new SeededRandomStreams(seed), new SystemRandom()));
    }

    /// <summary>The first thing that is wrong, or <see langword="null"/>.</summary>
    public static string? Wrong(string mode, IEnumerable<LifeEvent> life)
    {
        try
        {
            return new LifeRun(mode, life).Live();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception.ToString();
        }
    }

    private string? Live()
    {
        foreach (var (at, device, operation, command) in _script.Commands)
        {
            _run.Run(at);
            Do(device, operation, command);
        }

        _run.Run(_run.Now + 1_000);
        foreach (var device in _script.Offline)
        {
            Do(device, "go-online", new TraceCommand.GoOnline());
        }

        _run.Run();
        Speak();
        return Judge();
    }

    /// <summary>Everybody who is in a group sends a message there: whoever only seems to be in cannot.</summary>
    private void Speak()
    {
        foreach (var device in _script.Devices.Order(StringComparer.Ordinal))
        {
            foreach (var line in Report(device).Groups.Where(line => line.Name.StartsWith("g:", StringComparison.Ordinal)))
            {
                Do(device, "send-message", new TraceCommand.SendMessage(line.Name, 10));
            }
        }

        _run.Run();
    }

    private string? Judge()
    {
        var checker = new InvariantChecker();
        _run.Observations.ForEach(checker.Observe);
        var report = checker.Finish(new RunEnd(Drained: true, _script.Removed, _messages) { Devices = _script.Devices });
        if (report.ViolationCount > 0)
        {
            return string.Join('\n', report.Violations);
        }

        // The last device of an account stays; who is not in the account yet, or is to go itself, has no say in it, and who is gone is not even told so.
        var kept = _run.Observations
            .Where(seen => seen.Operation.Name == "remove-device"
                && seen.What is Observation.OperationSkipped { Reason: DeviceItem.Refused.LastDevice or DeviceItem.Refused.Leaving } or Observation.HostileRefused { Rule: ServiceRules.UnexpectedMail })
            .Select(seen => _victims[seen.Operation.Id])
            .Concat(_script.RemovedByRemoved).ToHashSet();
        foreach (var actor in _run.Actors)
        {
            if (actor.Kind == ActorKind.User && Tls.Decode<UserReport>(_run.Report(actor)) is var user && user is not { OpenObligations: 0, Held: 0, Waiting: 0 })
            {
                return $"{actor.Name}: {user.OpenObligations} obligations, {user.Held} entries held, {user.Waiting} items";
            }

            if (actor.Kind == ActorKind.Device && Report(actor.Name) is { IsActive: true } device)
            {
                if (_script.Removed.Contains(actor.Name) && !kept.Contains(actor.Name))
                {
                    return $"{actor.Name}: was removed and is still there";
                }

                if (device.Jobs > 0)
                {
                    return $"{actor.Name}: {device.Jobs} jobs left";
                }
            }
        }

        return null;
    }

    private DeviceReport Report(string device) => Tls.Decode<DeviceReport>(_run.Report(ActorId.Device(device)));

    private void Do(string device, string operation, TraceCommand command)
    {
        _messages += command is TraceCommand.SendMessage ? 1 : 0;
        if (command is TraceCommand.RemoveDevice remove)
        {
            _victims[_operation + 1] = remove.Device;
        }

        _run.Feed(new Command(
            _run.Now, ActorId.Device(device), MailKinds.Command, new Operation(++_operation, operation, Phase.Measured), Octets.Own(Tls.Encode(command))));
    }
}
