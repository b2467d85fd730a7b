using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Post;
using Grains.Tests.Modes;
using Grains.Tests.Support;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Seams;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.SingleClient;
using Mls.MultiDevice.SingleClient.TreeRoot;
using Mls.MultiDevice.SingleClient.UserGroups;
using TestKit;
using Xunit;

namespace Grains.Tests.Hostile;

/// <summary>What a mode demands of a group beyond RFC 9420 is enforced: by the delivery service, and where that is negligent by every member.</summary>
public sealed class GroupRuleTests
{
    private const string Group = "g:one";

    public static TheoryData<string> Modes => ModeWorld.Modes();

    [Fact]
    public void A_second_leaf_of_a_user_is_refused_by_every_member()
    {
        var world = Created("tree-root");
        var package = Tls.Decode<KeyPackage>(Published(world, "u1/d1"));
        using var second = world.DeviceOf("u2/d1").Find(GroupName.Of(Group))!.Group.Commit(new CommitOptions { Proposals = [new Proposal.Add(package)] });

        world.Say("u2/d1", new DirectoryStatement.LeafKey(second.Staged.Transition.Path!.Path.LeafNode.SignatureKey, 1, 99));
        AssertRefused(world, second.Message, "u2/d1", VirtualLeafRules.TwoLeaves, "u1/d1", "u1/d2", "u2/d2");
    }

    [Fact]
    public void A_leaf_that_is_no_device_is_refused_by_every_member()
    {
        // A device that certifies a key beside its own would have a leaf that no removal finds.
        var world = Created("multi-client");
        var client = new ClientIdentity(new Credential.Basic(UserId.Of("u2")), Capabilities.Minimal(Suites.One.Suite), ExtensionList.Empty) { Grease = GreasePolicy.None };
        var now = (ulong)world.DeviceOf("u2/d1").Clock.GetUtcNow().ToUnixTimeSeconds();
        using var bundle = KeyPackageFactory.Create(Suites.One, world.DeviceOf("u2/d1").Keys, client, new Lifetime(now - 10, now + 1000), Suites.One.GenerateSignatureKey(world.DeviceOf("u2/d1").Keys));
        world.Say("u2/d1", new DirectoryStatement.LeafKey(bundle.KeyPackage.LeafNode.SignatureKey, 1, 1));
        using var hidden = world.DeviceOf("u2/d1").Find(GroupName.Of(Group))!.Group.Commit(new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)] });

        AssertRefused(world, hidden.Message, "u2/d1", "LeafOfNoDevice", "u1/d1", "u1/d2", "u2/d2");
    }

    [Fact]
    public void A_leaf_of_an_older_user_epoch_is_refused_by_the_delivery_service()
    {
        var world = Created("tree-root");
        Renewed(world);
        var epoch = world.DeviceOf("u2/d1").Find(GroupName.Of(Group))!.Group.Epoch;
        world.Do("u1/d2", "warm-up", new TraceCommand.WarmUp(GroupName.Of(Group))).Drain();

        Assert.Equal(VirtualLeafRules.WentBack, Assert.Single(world.Seen<Observation.HostileRefused>()).Rule);
        Assert.Equal(epoch, world.DeviceOf("u2/d1").Find(GroupName.Of(Group))!.Group.Epoch);
        Assert.Equal(4, world.AssertAgreement(Group));
    }

    [Fact]
    public void Where_the_delivery_service_accepts_it_every_member_refuses_it_and_only_the_user_gets_its_leaf_back()
    {
        var taken = new TakenCommits("u1/d2");
        var world = Created("tree-root", taken);
        Renewed(world);
        taken.IsOn = true;
        world.Do("u1/d2", "warm-up", new TraceCommand.WarmUp(GroupName.Of(Group))).Drain();
        var message = Tls.Decode<MlsMessage>(Assert.Single(taken.Commits));
        AssertRefused(world, message, "u1/d2", VirtualLeafRules.WentBack, "u2/d1", "u2/d2");
        AssertRefused(world, message, "u1/d2", "OwnLeafForged", "u1/d1");

        // Nobody is led into the epoch that it began: but the user's other device replaces the leaf that was taken.
        var attacker = world.DeviceOf("u1/d2").Find(GroupName.Of(Group))!;
        attacker.Group.Apply(attacker.Pending!.Staged);
        var info = Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfGroupInfo(attacker.Group.GroupInfo(withTree: false, withExternalPub: true)));
        var led = new DeviceItem.GroupInfoSupplied(Group, 99, info, Tls.EncodeOpaque(attacker.Group.Public.Tree));
        var stays = world.Feed("u2/d1", led);
        Assert.Equal(VirtualLeafRules.WentBack, Assert.Single(stays.Seen<Observation.HostileRefused>()).Rule);
        Assert.DoesNotContain(stays.Mails, mail => Tls.Decode<GroupMail>(mail.Body.Span) is GroupMail.Submit);
        var returns = world.Feed("u1/d1", led);
        Assert.Contains(returns.Mails, mail => mail.Kind == MailKinds.Group && Tls.Decode<GroupMail>(mail.Body.Span) is GroupMail.Submit);
    }

    [Fact]
    public void A_device_that_is_behind_its_user_group_enters_once_it_has_caught_up()
    {
        var world = Created("tree-root");
        world.Do("u1/d2", "go-offline", new TraceCommand.GoOffline()).Drain();
        world.Do("u1/d1", "update-keys", new TraceCommand.UpdateKeys()).Drain();
        var current = world.DeviceOf("u2/d1").Find(GroupName.Of(Group))!.Group;
        var device = world.DeviceOf("u1/d2");
        device.Clock.Now = world.Run.Now;
        var step = new Step(world.Run.Now, Cause.None, _ => { });
        device.Entries.Begin(step, Group);
        var info = Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfGroupInfo(current.GroupInfo(withTree: false, withExternalPub: true)));
        device.Entries.Join(step, new DeviceItem.GroupInfoSupplied(Group, 99, info, Tls.EncodeOpaque(current.Public.Tree)));
        Assert.DoesNotContain(step.Effects, effect => effect is Effect.ToGroup { Mail: GroupMail.Submit });

        world.Run.RestoreAll();
        var since = world.Run.Sent.Count;
        world.Do("u1/d2", "go-online", new TraceCommand.GoOnline()).Drain();
        Assert.Contains(world.Run.Sent.Skip(since), sent => sent.Letter.Sender == ActorId.Device("u1/d2") && sent.Letter.Kind == MailKinds.Group && Tls.Decode<GroupMail>(sent.Letter.Body.Span) is GroupMail.RequestGroupInfo);
        Assert.Equal(4, world.AssertAgreement(Group));
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_KeyPackage_from_before_a_removal_adds_nobody_whatever_the_account_service_hands_out(string mode)
    {
        var world = Created(mode);
        world.Do("u9/d1", "register-user", new TraceCommand.Start(string.Empty, "phone")).Drain();
        world.Do("u9/d2", "register-user", new TraceCommand.Start("u9/d1", "phone")).Drain();
        var publisher = mode == "multi-client" ? "u9/d2" : "u9/d1";
        var old = Published(world, publisher);
        world.Do("u9/d1", "remove-device", new TraceCommand.RemoveDevice("u9/d2")).Drain();
        world.Do("u1/d1", "add-user", new TraceCommand.AddUser(Group, "u9"));
        world.Run.Run(world.Run.Now + 1);
        var request = Assert.Single(Assert.Single(world.DeviceOf("u1/d1").Jobs.Jobs).Requests);

        var outbox = world.Feed("u1/d1", new DeviceItem.KeyPackages(request.Number, "u9", [new PublishedKeyPackage(publisher, old, mode == "multi-client" ? publisher : "u9")]));

        Assert.Equal(mode == "multi-client" ? "no-key-packages" : "KeyPackageOutdated", Assert.Single(outbox.Seen<Observation.OperationSkipped>()).Reason);
        Assert.Empty(outbox.Mails);
    }

    [Fact]
    public void Nor_does_a_sibling_add_a_device_that_has_been_removed()
    {
        var world = Created("multi-client");
        var old = Published(world, "u1/d2");
        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d2")).Drain();
        world.Run.Observations.Clear();
        world.Feed("u1/d1", new DeviceItem.Assigned(Assignments.Of(77, "add-device", Group, "u1/d2")));
        var request = Assert.Single(Assert.Single(world.DeviceOf("u1/d1").Jobs.Jobs).Requests);

        var outbox = world.Feed("u1/d1", new DeviceItem.KeyPackages(request.Number, "u1", [new PublishedKeyPackage("u1/d2", old, "u1/d2")]));

        Assert.Equal("not-a-device", Assert.Single(outbox.Seen<Observation.OperationSkipped>()).Reason);
        Assert.Empty(outbox.Mails);
    }

    [Fact]
    public void Every_member_notes_that_somebody_else_has_removed_a_user_in_part()
    {
        var world = Created("multi-client");
        world.Run.Observations.Clear();

        world.Do("u2/d1", "remove-device", new TraceCommand.RemoveDeviceFromGroup(Group, "u1/d2"));
        world.Run.Run(world.Run.Now + 200);

        var noted = world.Run.Observations.Where(seen => seen.What is Observation.HostileRefused { Rule: "PartialMembership" });
        Assert.Equal([ActorId.Device("u1/d1"), ActorId.Device("u1/d2"), ActorId.Device("u2/d2")], noted.Select(seen => seen.Actor).Distinct().OrderBy(actor => actor.Name, StringComparer.Ordinal));
    }

    /// <summary>Members that a negligent delivery service sends the Commit do not follow it, say so and begin the way back.</summary>
    private static void AssertRefused(ModeWorld world, MlsMessage commit, string from, string rule, params string[] members)
    {
        foreach (var member in members)
        {
            var before = world.DeviceOf(member).Find(GroupName.Of(Group))!.Group.Epoch;
            var outbox = world.Feed(member, new DeviceItem.Entry(GroupName.Of(Group), 99, from, Tls.EncodeOpaque(commit)) { SentAt = (ulong)world.Run.Now, AcceptedAt = (ulong)world.Run.Now });

            Assert.Equal(rule, Assert.Single(outbox.Seen<Observation.CommitUnprocessable>()).Reason);
            Assert.Equal(before, world.DeviceOf(member).Find(GroupName.Of(Group))!.Group.Epoch);
            Assert.Contains(outbox.Mails, mail => mail.Kind == MailKinds.Group && Tls.Decode<GroupMail>(mail.Body.Span) is GroupMail.RequestGroupInfo);
        }
    }

    /// <summary>The user group and the leaf have gone on; the second device derives its next leaf from the epoch before all the same, which it has kept, and has certified that leaf.</summary>
    private static void Renewed(ModeWorld world)
    {
        var device = world.DeviceOf("u1/d2");
        using var writer = new TlsWriter();
        ((SingleClientMode)device.Mode).Part.State.Epochs.Current.Write(writer);
        world.Do("u1/d1", "update-keys", new TraceCommand.UpdateKeys()).Drain();
        var reader = new TlsReader(writer.Written);
        using var old = UserEpoch.Read(ref reader);

        var before = device.Groups[Group];
        var keys = TreeRootKeys.Leaf(Suites.One, old, new TreeRootPlace(TreeRootUse.Leaf, before.Group.GroupId, old.OwnLeaf.Value, 1000));
        world.Say("u1/d2", new DirectoryStatement.LeafKey(keys.SignatureKey.PublicKey, old.Tag, old.Epoch.Value));
        using var kept = new TlsWriter();
        GroupSnapshot.Write(kept, before.Group);
        var group = new TlsReader(kept.Written);
        device.Groups[Group] = new Membership(before.Name, GroupSnapshot.Read(ref group, before.Group.Services with { LeafKeys = new Once(keys) }), before.JoinEpoch);
        before.Dispose();
    }

    private static ModeWorld Created(string mode, IMailFaults? faults = null)
    {
        var world = new ModeWorld(mode, faults: faults).Users(2, 2);
        return world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
    }

    private static OpaqueBytes Published(ModeWorld world, string device) => world.Run.Sent
        .Where(sent => sent.Letter.Kind == MailKinds.User && sent.Letter.Sender == ActorId.Device(device))
        .Select(sent => Tls.Decode<UserMail>(sent.Letter.Body.Span)).OfType<UserMail.Publish>().Last().KeyPackages[^1];

    /// <summary>Keys that were made before.</summary>
    private sealed class Once(LeafKeys keys) : ILeafKeySource
    {
        public LeafKeys Next(ICryptoProvider crypto, IRandomSource random, GroupId group, SignaturePrivateKey current) => keys;
    }

    /// <summary>Commits of one device that the test takes out of the mail.</summary>
    private sealed class TakenCommits(string device) : IMailFaults
    {
        public bool IsOn { get; set; }

        public List<OpaqueBytes> Commits { get; } = [];

        public ImmutableArray<Envelope> Apply(RunSettings settings, Envelope envelope)
        {
            if (!IsOn || envelope.Sender != ActorId.Device(device) || envelope.Kind != MailKinds.Group || Tls.Decode<GroupMail>(envelope.Body.Span) is not GroupMail.Submit { Submission: var submission })
            {
                return [envelope];
            }

            Commits.Add(submission.Commit);
            return [];
        }
    }
}
