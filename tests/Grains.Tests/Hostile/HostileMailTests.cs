using Grains.Interfaces.Contracts;
using Grains.Tests.Modes;
using Grains.Tests.Support;
using Mls.Core.Framing;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using TestKit;
using Xunit;

namespace Grains.Tests.Hostile;

/// <summary>An account service that sends a device whatever it likes: the device refuses it and goes on as before.</summary>
public sealed class HostileMailTests
{
    private const string Group = "g:one";
    private const string Victim = "u1/d1";

    public static TheoryData<string> Modes => ModeWorld.Modes();

    /// <summary>Modes and names of hostile items.</summary>
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var mode in ModeCatalog.Standard.Names)
        {
            foreach (var name in Items(null).Keys)
            {
                cases.Add(mode, name);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_hostile_item_is_refused_and_changes_nothing(string mode, string item)
    {
        var world = Created(mode);
        var before = world.Device(Victim);

        var outbox = world.Feed(Victim, Items(world)[item]);

        Assert.Single(outbox.Seen<Observation.HostileRefused>());
        Assert.Empty(outbox.Mails);
        Assert.Empty(outbox.Entries);
        Assert.Equal(before, world.Device(Victim));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_delivery_whose_numbers_end_beyond_the_last_number_is_refused(string mode)
    {
        var world = Created(mode);

        var outbox = world.Feed(Victim, new MailboxDelivery(ulong.MaxValue, [new DeviceItem.LowStock(1), new DeviceItem.LowStock(1)]));

        Assert.Equal("malformed", Assert.Single(outbox.Seen<Observation.HostileRefused>()).Rule);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Who_asks_for_all_KeyPackages_there_can_be_gets_one_pool(string mode)
    {
        var world = Created(mode);

        var outbox = world.Feed(Victim, new DeviceItem.LowStock(uint.MaxValue));

        var publish = Assert.IsType<UserMail.Publish>(Tls.Decode<UserMail>(Assert.Single(outbox.Mails).Body.Span));
        Assert.Equal(10, publish.KeyPackages.Count);
    }

    private static ModeWorld Created(string mode)
    {
        var world = new ModeWorld(mode).Users(2, 2);
        return world.Do(Victim, "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
    }

    /// <summary>The items by name; those that need a world are empty without one.</summary>
    private static Dictionary<string, DeviceItem> Items(ModeWorld? world)
    {
        var info = world?.DeviceOf(Victim).Find(GroupName.Of(Group))!.Group.GroupInfo(withTree: true, withExternalPub: true);
        var newcomer = new TestClient("u1");
        using var other = TestGroup.Create(new TestClient("A"));
        return new Dictionary<string, DeviceItem>
        {
            ["an entry beyond all logs"] = new DeviceItem.Entry(GroupName.Of(Group), ulong.MaxValue, "u2/d1", [1]),
            ["an entry from the end of time"] = new DeviceItem.Entry(GroupName.Of(Group), 7, "u2/d1", [1]) { SentAt = ulong.MaxValue },
            ["a Welcome as entry"] = new DeviceItem.Entry(GroupName.Of(Group), 7, "u2/d1", Octets(new MlsMessage.OfWelcome(other.Add(0, new TestClient("B")).Welcome!))),
            ["a KeyPackage as entry"] = new DeviceItem.Entry(GroupName.Of(Group), 7, "u2/d1", Octets(new MlsMessage.OfKeyPackage(newcomer.NewKeyPackage().KeyPackage))),
            ["a GroupInfo as entry"] = new DeviceItem.Entry(GroupName.Of(Group), 7, "u2/d1", info is null ? default : Octets(new MlsMessage.OfGroupInfo(info))),
            ["a group that cannot be"] = new DeviceItem.Welcomed(GroupName.Of("a|b"), 1, 1, [1]),
            ["a list with no name"] = new DeviceItem.GroupList([string.Empty]),
            ["a list with a bad name"] = new DeviceItem.GroupList(["a|b"]),
            ["a created group without a name"] = new DeviceItem.Created(string.Empty, [1]),
            ["the sponsor itself"] = new DeviceItem.Enrolled(Victim, [1, 2], Tls.EncodeOpaque(newcomer.NewKeyPackage().KeyPackage)),
            ["another user's device"] = new DeviceItem.Enrolled("u2/d9", [1, 2], default),
            ["another key for a sibling"] = new DeviceItem.Enrolled("u1/d2", [1, 2], default),
            ["a new sibling with another user's KeyPackage"] = new DeviceItem.Enrolled("u1/d9", newcomer.Signer.PublicKey.Octets, Tls.EncodeOpaque(newcomer.NewKeyPackage().KeyPackage)),
            ["a new sibling with no KeyPackage at all"] = new DeviceItem.Enrolled("u1/d9", [1, 2], [1, 2, 3]),
            ["a rotation of no group"] = new DeviceItem.Assigned(Assignments.Of(77, "rotate", string.Empty, string.Empty)),
            ["a removal of a sibling altogether"] = new DeviceItem.Assigned(Assignments.Of(77, "remove-device", string.Empty, "u1/d2")),
            ["a removal of another user's device"] = new DeviceItem.Assigned(Assignments.Of(77, "remove-device", Group, "u2/d2")),
            ["an unknown task"] = new DeviceItem.Assigned(Assignments.Of(77, "self-destruct", Group, string.Empty)),
            ["a GroupInfo of the user group for somebody"] = new DeviceItem.SupplyGroupInfo(string.Empty, "u2/d1"),
        };
    }

    private static OpaqueBytes Octets(MlsMessage message) => Tls.EncodeOpaque(message);
}
