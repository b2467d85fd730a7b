using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Post;
using Grains.Tests.Hostile;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;
using Xunit;

namespace Grains.Tests.Modes;

/// <summary>Services that do not ask who has been revoked: the members themselves keep a removed device out, and follow what it did before. In every mode.</summary>
public sealed class NegligentServiceTests
{
    private const string Group = "g:one";
    private const string Thief = "u1/d2";
    private const long Day = 24L * 60 * 60 * 1000;

    public static TheoryData<string> Modes => ModeWorld.Modes();

    /// <summary>Modes, and days after the removal.</summary>
    public static TheoryData<string, int> Days()
    {
        var days = new TheoryData<string, int>();
        foreach (var mode in ModeCatalog.Standard.Names)
        {
            days.Add(mode, 0);
            days.Add(mode, 29);
        }

        return days;
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void A_removed_device_that_the_service_lets_in_again_is_followed_by_nobody(string mode, int days)
    {
        var faults = new Faults();
        var world = Created(mode, faults);
        using var thief = Steal(world);
        faults.IsOn = true;
        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice(Thief)).Drain();
        world.Run.Run(world.Run.Now + (days * Day));
        var epoch = world.DeviceOf("u2/d1").Find(GroupName.Of(Group))!.Group.Epoch.Value;

        Enter(world, thief, faults);

        // The service lets it in, and it has what it needs; the members see through it, whoever vouches for the group's new state.
        Assert.Equal(epoch + 1, thief.Find(GroupName.Of(Group))!.Group.Epoch.Value);
        Assert.Contains(world.Run.Observations, seen => seen is { Actor.Kind: ActorKind.Group, What: Observation.CommitAccepted accepted } && accepted.Epoch == (long)epoch && seen.At >= days * Day);
        var refused = world.Seen<Observation.CommitUnprocessable>().ToList();
        Assert.Equal(3, refused.Count);
        Assert.All(refused, one => Assert.Equal("CommitCredential", one.Reason));
        Assert.True(world.DeviceOf("u2/d1").Entries.Contains(Group));
        Assert.Empty(world.Feed("u2/d1", Vouch(thief)).Mails);

        world.Drain();
        world.Run.Sent.Clear();
        world.Do("u2/d1", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        Assert.Equal(2, world.Seen<Observation.MessageOpened>().Count());
        Assert.All((string[])["u1/d1", "u2/d1", "u2/d2"], member => Assert.Equal(epoch, world.DeviceOf(member).Find(GroupName.Of(Group))!.Group.Epoch.Value));
        var message = Assert.Single(world.Run.Sent, posting => posting.Letter is { Kind: MailKinds.Group, Label: "application" }).Letter;
        var octets = ((GroupMail.Message)Tls.Decode<GroupMail>(message.Body.Span)).Octets;
        Assert.Empty(Read(world, thief, new DeviceItem.Entry(GroupName.Of(Group), 99, "u2/d1", octets)).Seen<DeviceFact.MessageOpened>());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_Commit_that_is_dated_back_is_refused(string mode)
    {
        var faults = new Faults();
        var world = Created(mode, faults);
        using var thief = Steal(world);
        faults.IsOn = true;
        var before = (ulong)world.Run.Now;
        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice(Thief)).Drain();
        world.Run.Run(world.Run.Now + Day);
        world.Do("u2/d2", "go-offline", new TraceCommand.GoOffline()).Drain();
        faults.Date = before;

        Enter(world, thief, faults);
        world.Do("u2/d2", "go-online", new TraceCommand.GoOnline()).Drain();

        // Who was there knows that mail does not take a day; who was away knows what came before it in the group's order.
        Assert.Equal(
            [("u1/d1", "CommitCredential"), ("u2/d1", "CommitCredential"), ("u2/d2", "AcceptedAtWentBack")],
            world.Run.Observations.Where(seen => seen.What is Observation.CommitUnprocessable)
                .Select(seen => (seen.Actor.Name, ((Observation.CommitUnprocessable)seen.What).Reason)).Order());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_device_that_was_away_follows_what_a_device_did_before_it_was_removed(string mode)
    {
        var world = new ModeWorld(mode).Users(2, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
        world.Do("u2/d2", "go-offline", new TraceCommand.GoOffline()).Drain();
        world.Do(Thief, "update-keys", new TraceCommand.WarmUp(GroupName.Of(Group))).Drain();
        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice(Thief)).Drain();
        world.Do("u1/d1", "update-keys", new TraceCommand.UpdateKeys());
        world.Run.Run(world.Run.Now + (40 * Day));

        world.Do("u2/d2", "go-online", new TraceCommand.GoOnline()).Drain();

        Assert.Equal(3, world.AssertAgreement(Group));
        world.Do("u1/d1", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        Assert.Equal(2, world.Seen<Observation.MessageOpened>().Count());
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void No_member_supplies_a_GroupInfo_in_the_name_of_a_removed_device(string mode)
    {
        var world = Created(mode, new Faults());
        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice(Thief)).Drain();

        var outbox = world.Feed("u2/d1", new DeviceItem.SupplyGroupInfo(Group, Thief));

        Assert.Equal("NotActive", Assert.Single(outbox.Seen<Observation.HostileRefused>()).Rule);
        Assert.Empty(outbox.Mails);
        Assert.NotEmpty(world.Feed("u2/d1", new DeviceItem.SupplyGroupInfo(Group, "u2/d2")).Mails);
    }

    private static ModeWorld Created(string mode, Faults faults)
    {
        var world = new ModeWorld(mode, faults: faults, isNegligent: true).Users(2, 2);
        return world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
    }

    /// <summary>The device as it was before its last Commit, the key of which is certified: it can make that key once more.</summary>
    private static Device Steal(ModeWorld world)
    {
        var snapshot = world.ActorOf(Thief).Snapshot();
        world.Do(Thief, "warm-up", new TraceCommand.WarmUp(GroupName.Of(Group))).Drain();
        var reader = new TlsReader(snapshot);
        return DeviceSnapshot.Read(ref reader, world.DeviceOf(Thief).Environment, Thief);
    }

    /// <summary>An external Commit with a GroupInfo that somebody was talked into; it replaces the user's leaf where there is one for all devices.</summary>
    private static void Enter(ModeWorld world, Device thief, Faults faults)
    {
        var step = new Step(world.Run.Now, Cause.None, _ => { });
        thief.Clock.Now = world.Run.Now;

        // An honest device would see that it is behind its user group, and wait.
        var vouched = Vouch(world.DeviceOf("u2/d1"));
        var info = ((MlsMessage.OfGroupInfo)Tls.Decode<MlsMessage>(vouched.GroupInfo)).GroupInfo;
        var tree = Tls.Decode<RatchetTree>(vouched.Tree);
        using var join = ExternalJoiner.Join(thief.Mode.Services, info, tree, thief.Mode.Identity, thief.IdentityKey!, thief.Mode.FormerLeaf(tree), []);
        var submit = new GroupMail.Submit(new CommitSubmission(Group, Tls.EncodeOpaque(join.Message), default, [thief.Mode.Address], 0), Thief, string.Empty);
        faults.InPlaceOfMessages = submit;
        world.Do(Thief, "send-message", new TraceCommand.SendMessage(Group, 10));
        world.Run.Run(world.Run.Now + 500);
        faults.InPlaceOfMessages = null;
        thief.Enter(step, GroupName.Of(Group), join.TakeGroup(), (ulong)world.Run.Now);
    }

    private static DeviceItem.GroupInfoSupplied Vouch(Device member)
    {
        var group = member.Find(GroupName.Of(Group))!.Group;
        var info = Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfGroupInfo(group.GroupInfo(withTree: false, withExternalPub: true)));
        return new DeviceItem.GroupInfoSupplied(Group, 0, info, Tls.EncodeOpaque(group.Public.Tree));
    }

    private static Step Read(ModeWorld world, Device thief, DeviceItem item) =>
        thief.Handle(world.Run.Now, Cause.None, new MailboxDelivery(thief.Inbox.Next, [item]));

    /// <summary>The thief hears nothing, its messages are replaced, and the group's service may lie about when it has accepted what the thief sent.</summary>
    private sealed class Faults : IMailFaults
    {
        public bool IsOn { get; set; }

        public GroupMail.Submit? InPlaceOfMessages { get; set; }

        public ulong? Date { get; set; }

        public ImmutableArray<Envelope> Apply(RunSettings settings, Envelope envelope) =>
            !IsOn ? [envelope]
            : envelope.Recipient == ActorId.Device(Thief) ? []
            : envelope.Sender == ActorId.Device(Thief) && envelope.Kind == MailKinds.Group && InPlaceOfMessages is { } submit ? [With(envelope, Tls.Encode<GroupMail>(submit))]
            : Date is { } date && envelope.Kind == MailKinds.User && Tls.Decode<UserMail>(envelope.Body.Span) is UserMail.GroupEntry { FromDevice: Thief } entry
                ? [With(envelope, Tls.Encode<UserMail>(entry with { AcceptedAt = date }))]
            : [envelope];

        private static Envelope With(Envelope envelope, byte[] body) => envelope with { Letter = envelope.Letter with { Body = Octets.Own(body) } };
    }
}
