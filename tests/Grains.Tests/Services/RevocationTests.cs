using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Post;
using Grains.Tests.Modes;
using Mls.Core.Identifiers;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Xunit;

namespace Grains.Tests.Services;

/// <summary>A device that has been revoked, and goes on as if it had not.</summary>
public class RevocationTests
{
    private const string Group = "g:one";
    private const string Revoked = "u1/d2";

    public static TheoryData<string> Modes() => ModeWorld.Modes();

    [Theory]
    [MemberData(nameof(Modes))]
    public void The_Commit_of_a_revoked_device_is_refused_before_anybody_has_removed_it(string mode)
    {
        // The sibling's Commits get lost, also those that the account service hands on, so that the device can speak for a leaf.
        var world = Deaf(mode, envelope => IsGroupMail(envelope, "u1/d1", mail => mail is GroupMail.Submit) ? null : envelope);
        var accepted = world.Seen<Observation.CommitAccepted>().Count(one => one.Group == Group);

        Act(world, "update-keys", new TraceCommand.WarmUp(GroupName.Of(Group)));

        Assert.Equal(accepted, world.Seen<Observation.CommitAccepted>().Count(one => one.Group == Group));
        Assert.Contains(world.Seen<Observation.HostileRefused>(), refused => refused.Rule == "CommitCredential");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_removed_device_gets_no_GroupInfo_and_nothing_else(string mode)
    {
        var world = Deaf(mode, envelope => envelope is { Kind: MailKinds.Group, Sender.Kind: ActorKind.Device } && envelope.Sender == ActorId.Device(Revoked) ? WithBody(envelope, new GroupMail.RequestGroupInfo(Revoked)) : envelope);
        var since = world.Run.Sent.Count;

        Act(world, "send-message", new TraceCommand.SendMessage(Group, 10));

        var sent = world.Run.Sent.Skip(since).ToList();
        Assert.Contains(sent, posting => posting.Letter.Sender == ActorId.Device(Revoked));
        Assert.DoesNotContain(sent, posting => posting.Letter.Kind == MailKinds.Mailbox);
    }

    [Fact]
    public void Nor_does_the_group_of_a_user_that_is_one_leaf_ask_anybody_on_its_behalf()
    {
        var world = Deaf("tree-root", envelope => envelope is { Kind: MailKinds.Group, Sender.Kind: ActorKind.Device } && envelope.Sender == ActorId.Device(Revoked) ? WithBody(envelope, new GroupMail.RequestGroupInfo(Revoked)) : envelope);
        var since = world.Run.Sent.Count;

        Act(world, "send-message", new TraceCommand.SendMessage(Group, 10));

        Assert.DoesNotContain(
            world.Run.Sent.Skip(since).Where(posting => posting.Letter.Kind == MailKinds.User && posting.Letter.Sender.Kind == ActorKind.Group),
            posting => Tls.Decode<UserMail>(posting.Letter.Body.Span) is UserMail.AskGroupInfo);
    }

    /// <summary>A device is removed while it hears nothing.</summary>
    private static ModeWorld Deaf(string mode, Func<Envelope, Envelope?> change)
    {
        var faults = new Faults(change);
        var world = new ModeWorld(mode, faults: faults).Users(2, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
        faults.IsOn = true;
        return world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice(Revoked)).Drain();
    }

    private static void Act(ModeWorld world, string operation, TraceCommand command) => world.Do(Revoked, operation, command).Drain();

    private static bool IsGroupMail(Envelope envelope, string sender, Func<GroupMail, bool> which) =>
        envelope.Kind == MailKinds.Group && (envelope.Sender == ActorId.Device(sender) || envelope.Sender == ActorId.User(sender[..2])) && which(Tls.Decode<GroupMail>(envelope.Body.Span));

    private static Envelope WithBody(Envelope envelope, GroupMail mail) =>
        envelope with { Letter = envelope.Letter with { Body = Octets.Own(Tls.Encode(mail)) } };

    private sealed class Faults(Func<Envelope, Envelope?> change) : IMailFaults
    {
        public bool IsOn { get; set; }

        public ImmutableArray<Envelope> Apply(RunSettings settings, Envelope envelope) =>
            !IsOn ? [envelope]
            : envelope.Recipient == ActorId.Device(Revoked) ? []
            : change(envelope) is { } changed ? [changed] : [];
    }
}
