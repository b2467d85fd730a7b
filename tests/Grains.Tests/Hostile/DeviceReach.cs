using System.Collections;
using System.Reflection;
using Grains.Actors;
using Grains.Devices;
using Grains.Interfaces.Contracts;
using Grains.Post;
using Grains.Tests.Modes;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;

namespace Grains.Tests.Hostile;

/// <summary>The devices inside a run, and mail for them that no service of the run has written.</summary>
internal static class DeviceReach
{
    /// <summary>The actor of a device, as it stands now.</summary>
    public static DeviceActor ActorOf(this ModeWorld world, string device)
    {
        var hosts = (IDictionary)Field(world.Run, "_hosts");
        return (DeviceActor)Field(hosts[ActorId.Device(device)]!, "_actor");
    }

    /// <summary>A device, as it stands now.</summary>
    public static Device DeviceOf(this ModeWorld world, string device) => world.ActorOf(device).Device;

    /// <summary>Items whose turn it is, from the account service; what comes out goes nowhere.</summary>
    public static Outbox Feed(this ModeWorld world, string device, params DeviceItem[] items) =>
        world.Feed(device, new MailboxDelivery(world.DeviceOf(device).Inbox.Next, [.. items]));

    /// <summary>A delivery from the account service; what comes out goes nowhere.</summary>
    public static Outbox Feed(this ModeWorld world, string device, MailboxDelivery delivery)
    {
        var mail = MailEncoder.ToDevice(device, delivery, "test", Operation.None);
        var letter = Letter.Of(mail, new RunKey("test", "hostile"), ActorId.User(device[..device.IndexOf('/', StringComparison.Ordinal)]), 1, world.Run.Now);
        var outbox = new Outbox();
        world.ActorOf(device).Handle(world.Run.Now, new ActorEvent.Delivered(new Envelope(letter, ActorId.Device(device), world.Run.Now, 0)), outbox);
        return outbox;
    }

    /// <summary>Something that a device says to the directory, which nobody has made it say.</summary>
    public static void Say(this ModeWorld world, string device, DirectoryStatement statement)
    {
        var sayer = world.DeviceOf(device);
        var record = DirectoryRecord.Sign(sayer.Environment.Crypto, sayer.User, statement, sayer.IdentityKey!);
        var log = (DirectoryLog)Field(world.Run, "_directory");
        log.Add([new DirectoryEntry(sayer.User, world.Run.Now, ActorId.Device(device), long.MaxValue, "record", Octets.Own(Tls.Encode(record)))]);
        world.Run.Run(world.Run.Now + 1);
        sayer.Clock.Now = world.Run.Now;
    }

    /// <summary>What a mail of a step's outbox says to an account service, in order.</summary>
    public static IEnumerable<T> Said<T>(this Step step)
        where T : UserMail => step.Effects.OfType<Effect.ToUser>().Select(effect => effect.Mail).OfType<T>();

    /// <summary>What a step lets the outside see, in order.</summary>
    public static IEnumerable<T> Seen<T>(this Step step)
        where T : DeviceFact => step.Effects.OfType<Effect.Seen>().Select(effect => effect.Fact).OfType<T>();

    /// <summary>What an outbox lets the outside see, in order.</summary>
    public static IEnumerable<T> Seen<T>(this Outbox outbox)
        where T : Observation => outbox.Observations.Select(seen => seen.What).OfType<T>();

    private static object Field(object of, string name) => of.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(of)!;
}
