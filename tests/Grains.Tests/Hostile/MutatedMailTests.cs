using Grains.Tests.Support;
using System.Globalization;
using Grains.Interfaces.Contracts;
using Grains.Tests.Modes;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Xunit;

namespace Grains.Tests.Hostile;

/// <summary>Random and mutated mail: whatever an account service sends, no exception leaves a device.</summary>
public sealed class MutatedMailTests
{
    private const int Lives = 12;
    private const int ItemsPerLife = 60;

    private static readonly string[] Names = ["", "g:one", "g:two", "g:new", "u1", "u1/d1", "u1/d2", "u1/d9", "u2/d1", "a|b", "a b", "/", "u1/", "u1/d1/x"];
    private static readonly ulong[] Numbers = [0, 1, 2, 3, 7, long.MaxValue, 1UL << 63, ulong.MaxValue - 1, ulong.MaxValue];
    private static readonly string[] Tasks = ["rotate", "add-device", "remove-device", "sibling-welcome", "publish-key-packages", "dance"];

    public static TheoryData<string, int> Seeds()
    {
        var seeds = new TheoryData<string, int>();
        foreach (var mode in ModeCatalog.Standard.Names)
        {
            for (var seed = 0; seed < Lives; seed++)
            {
                seeds.Add(mode, seed);
            }
        }

        return seeds;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_exception_leaves_a_device(string mode, int seed)
    {
        var chance = new Random(seed);
        var world = Lived(mode);
        var corpus = Corpus(world);
        string[] devices = ["u1/d1", "u1/d2", "u2/d1"];
        for (var i = 0; i < ItemsPerLife; i++)
        {
            var item = chance.Next(3) == 0 ? Invented(chance, corpus) : Mutated(chance, corpus[chance.Next(corpus.Count)]);
            var device = devices[chance.Next(devices.Length)];
            if (item is null)
            {
                continue;
            }

            var told = string.Create(CultureInfo.InvariantCulture, $"{i}: {device} gets {item}");
            var failure = Record.Exception(() => world.Feed(device, item));
            Assert.True(failure is null, $"{told}\n{failure}");
            failure = Record.Exception(() => world.ActorOf(device).Snapshot());
            Assert.True(failure is null, $"{told}\n{failure}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_exception_leaves_a_device_that_is_new_or_offline(string mode, int seed)
    {
        var chance = new Random(seed + 1000);
        var world = Lived(mode);
        var corpus = Corpus(world);
        world.Do("u1/d9", "add-device", new TraceCommand.Start("u1/d1", "phone"));
        world.Do("u1/d8", "go-offline", new TraceCommand.GoOffline());
        world.Run.Run(world.Run.Now + chance.Next(1, 200));
        for (var i = 0; i < ItemsPerLife; i++)
        {
            var item = chance.Next(3) == 0 ? Invented(chance, corpus) : Mutated(chance, corpus[chance.Next(corpus.Count)]);
            var device = chance.Next(4) == 0 ? "u1/d8" : "u1/d9";
            if (item is null)
            {
                continue;
            }

            var failure = Record.Exception(() => world.Feed(device, item));
            Assert.True(failure is null, $"{i}: {device} gets {item}\n{failure}");
        }
    }

    /// <summary>Groups, a newcomer, a lost race, messages: every kind of item is in it.</summary>
    private static ModeWorld Lived(string mode)
    {
        var world = new ModeWorld(mode).Users(2, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup("g:one", ["u2"]));
        world.Do("u2/d1", "create-group", new TraceCommand.CreateGroup("g:two", ["u1"])).Drain();
        world.Do("u1/d3", "add-device", new TraceCommand.Start("u1/d1", "phone")).Drain();
        world.Do("u1/d2", "update-keys", new TraceCommand.UpdateKeys());
        world.Do("u2/d1", "update-keys", new TraceCommand.UpdateKeys());
        world.Do("u2/d2", "send-message", new TraceCommand.SendMessage("g:one", 20));
        return world.Drain();
    }

    private static List<DeviceItem> Corpus(ModeWorld world) =>
        [.. world.Run.Sent.Where(sent => sent.Letter.Kind == MailKinds.Mailbox).SelectMany(sent => Tls.Decode<MailboxDelivery>(sent.Letter.Body.Span).Items)];

    private static DeviceItem? Mutated(Random chance, DeviceItem item)
    {
        var octets = Tls.Encode(item);
        for (var left = chance.Next(4); left > 0; left--)
        {
            octets[chance.Next(octets.Length)] = chance.Next(2) == 0 ? (byte)chance.Next(256) : (byte)(chance.Next(2) * 255);
        }

        try
        {
            return Tls.Decode<DeviceItem>(octets);
        }
        catch (MalformedException)
        {
            return null;
        }
    }

    /// <summary>Well-formed items with names, numbers and octets that do not belong together.</summary>
    private static DeviceItem Invented(Random chance, List<DeviceItem> corpus)
    {
        string Name() => Names[chance.Next(Names.Length)];
        ulong Number() => Numbers[chance.Next(Numbers.Length)];
        T Any<T>()
            where T : DeviceItem
        {
            var all = corpus.OfType<T>().ToList();
            return all[chance.Next(all.Count)];
        }

        OpaqueBytes Octets() => chance.Next(4) switch
        {
            0 => default,
            1 => Any<DeviceItem.Entry>().Octets,
            2 => Any<DeviceItem.Welcomed>().Welcome,
            _ => Any<DeviceItem.KeyPackages>() is { Packages: { Count: > 0 } packages } ? packages[0].KeyPackage : default,
        };
        return chance.Next(14) switch
        {
            0 => new DeviceItem.Entry(GroupName.Parse(Name()), Number(), Name(), Octets()) { SentAt = Number(), AcceptedAt = Number() },
            1 => new DeviceItem.Welcomed(GroupName.Parse(Name()), Number(), Number(), Octets()),
            2 => new DeviceItem.Created(Name(), Octets()),
            3 or 4 => new DeviceItem.Assigned(Assignments.Of(Number(), Tasks[chance.Next(Tasks.Length)], Name(), Name(), Number())),
            5 => Any<DeviceItem.KeyPackages>() with { Request = Number(), User = Name() },
            6 => new DeviceItem.LowStock((uint)chance.Next(1, 3)),
            7 => new DeviceItem.Refused(GroupName.Parse(Name()), Number(), chance.Next(3) switch { 0 => string.Empty, 1 => "GroupExists", _ => "NotAMember" }),
            8 => Any<DeviceItem.PublicState>() with { Group = GroupName.Parse(Name()), Epoch = Number() },
            9 => new DeviceItem.SupplyGroupInfo(Name(), Name()),
            10 => new DeviceItem.GroupInfoSupplied(Name(), Number(), Octets(), Any<DeviceItem.PublicState>().Tree),
            11 => new DeviceItem.GroupList([Name(), Name()]),
            12 => new DeviceItem.Enrolled(Name(), Octets(), Octets()),
            _ => chance.Next(20) == 0 ? new DeviceItem.SignedOut() : new DeviceItem.GroupList(["g:new"]),
        };
    }
}
