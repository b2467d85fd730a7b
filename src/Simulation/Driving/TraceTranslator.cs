using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Simulation.Scenarios;
using Simulation.Workload;

namespace Simulation.Driving;

/// <summary>Says a scenario and its trace in the words of the actors, who come to life by their first mail.</summary>
internal sealed class TraceTranslator(RunRequest request)
{
    /// <summary>A user's further devices come one after the other, for each needs a Commit of the one before.</summary>
    private const long BetweenDevices = 2 * VirtualTime.SecondMilliseconds;

    /// <summary>What all actors are told.</summary>
    public Octets Settings()
    {
        Scenario scenario = request.Scenario;
        return Octets.Own(Tls.Encode(new ActorRunSettings
        {
            Mode = request.Mode,
            Suite = scenario.Suite,
            Entropy = request.Entropy == Entropy.Seeded ? "seeded" : "system",
            KeyPackagePool = (uint)scenario.KeyPackages.Size,
            RefillBelow = (uint)scenario.KeyPackages.RefillBelow,
            StockPerUser = scenario.KeyPackages.Stock == KeyPackageStock.PerUser,
            RenewAfterAdd = scenario.KeyPackages.RenewAfterAdd,
            BackOffMilliseconds = (uint)scenario.Policies.BackOffMilliseconds,
            AddPath = scenario.Policies.AddPath,
            SignatureKeys = scenario.Policies.SignatureKeys,
            Policies = scenario.Policies.OfActors,
            Attack = new AttackSettings([.. Stolen()], (uint)scenario.Attack.Messages),
            Costs = [.. scenario.Costs.Select(entry => CostsOf(entry.Key, entry.Value))],
        }));
    }

    /// <summary>The commands of a stage that starts at a virtual time, in the order of time.</summary>
    public static ImmutableArray<Command> Commands(TraceStage stage, long start) =>
        [.. stage.Events.SelectMany(traced => Commands(traced, start, stage.Phase)).OrderBy(command => command.At)];

    /// <summary>Which of the devices that are removed have been stolen: at most one of a user, in an order that the seed shuffles.</summary>
    private IEnumerable<string> Stolen() => request.Trace.Stages
        .SelectMany(stage => stage.Events)
        .Select(traced => traced.Action)
        .OfType<TraceAction.RemoveDevice>()
        .Select(removal => removal.Device)
        .OrderBy(device => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{request.Trace.Seed} {device.Value}")))), StringComparer.Ordinal)
        .DistinctBy(device => device.User)
        .Take(request.Scenario.Attack.StolenDevices)
        .Select(device => device.Value)
        .Order(StringComparer.Ordinal);

    private static IEnumerable<Command> Commands(TraceEvent traced, long start, Phase phase)
    {
        var operation = new Operation(traced.OperationId, traced.Action.Operation, phase);
        long at = start + traced.AtMilliseconds;
        if (traced.Action is TraceAction.RegisterUser(_, var devices))
        {
            return devices.Select((device, i) =>
                Command(at + (i * BetweenDevices), device.Device, operation, new TraceCommand.Start(i == 0 ? "" : devices[0].Device.Value, DeviceClasses.NameOf(device.Class))));
        }

        (DeviceName to, TraceCommand body) = traced.Action switch
        {
            TraceAction.CreateGroup(var group, var by, var members) =>
                (by, new TraceCommand.CreateGroup(group.Value, [.. members.Where(member => member != by.User).Select(member => member.Value)])),
            TraceAction.AddUser(var group, var by, var user) => (by, new TraceCommand.AddUser(group.Value, user.Value)),
            TraceAction.RemoveUser(var group, var by, var user) => (by, new TraceCommand.RemoveUser(group.Value, user.Value)),
            TraceAction.AddDevice(var device, var kind, var by) => (device, new TraceCommand.Start(by.Value, DeviceClasses.NameOf(kind))),
            TraceAction.RemoveDevice(var device, var by) => (by, new TraceCommand.RemoveDevice(device.Value)),
            TraceAction.UpdateKeys(var device) => (device, new TraceCommand.UpdateKeys()),
            TraceAction.SendMessage(var group, var by, var octets) => (by, new TraceCommand.SendMessage(group.Value, (uint)octets)),
            TraceAction.GoOnline(var device) => (device, new TraceCommand.GoOnline()),
            TraceAction.GoOffline(var device) => (device, (TraceCommand)new TraceCommand.GoOffline()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return [Command(at, to, operation, body)];
    }

    private static Command Command(long at, DeviceName to, Operation operation, TraceCommand body) =>
        new(at, ActorId.Device(to.Value), MailKinds.Command, operation, Octets.Own(Tls.Encode(body)));

    private static DeviceClassCosts CostsOf(DeviceClass deviceClass, DeviceCosts costs) => new(
        DeviceClasses.NameOf(deviceClass),
        (uint)costs.Sign,
        (uint)costs.Verify,
        (uint)costs.Seal,
        (uint)costs.Open,
        (uint)costs.DeriveKeyPair,
        (uint)costs.Aead,
        (uint)costs.Hash);
}
