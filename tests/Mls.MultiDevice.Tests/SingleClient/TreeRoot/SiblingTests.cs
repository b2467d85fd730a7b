using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.TreeRoot;
using Mls.MultiDevice.SingleClient.UserGroups;
using TestKit;
using Xunit;

namespace Mls.MultiDevice.Tests.SingleClient.TreeRoot;

/// <summary>Devices of one user that stand behind one leaf of a real group, with Bob as the other member.</summary>
public sealed class SiblingTests
{
    private static readonly GroupId Id = new(OpaqueBytes.FromText("group-1"));

    [Fact]
    public void A_sibling_enters_epoch_0_of_a_group_that_another_has_created()
    {
        using var userGroup = TestGroup.Of(2);
        var devices = VirtualDevice.Of(userGroup);
        using var created = Create(devices[0], generation: 0);
        using var entered = Enter(devices[1], created, devices[0].Member.Leaf, generation: 0);

        Assert.True(created.EpochAuthenticator.FixedTimeEquals(entered.EpochAuthenticator));
        Assert.Equal(created.OwnLeaf, entered.OwnLeaf);
        devices.ForEach(device => device.Dispose());
    }

    [Fact]
    public void A_sibling_that_derives_from_another_generation_does_not_get_in()
    {
        using var userGroup = TestGroup.Of(2);
        var devices = VirtualDevice.Of(userGroup);
        using var created = Create(devices[0], generation: 0);

        Assert.Throws<ProtocolViolationException>(() => Enter(devices[1], created, devices[0].Member.Leaf, generation: 1));
        devices.ForEach(device => device.Dispose());
    }

    [Fact]
    public void Siblings_follow_each_others_Commits_and_all_read_what_any_device_sends()
    {
        using var world = new World(devices: 3);
        world.Commit(1);
        world.Commit(2);
        world.CommitByBob();
        world.Commit(0);

        // Everybody sends before anybody has heard the others.
        var sent = world.Groups.Select(group => group.Protect([1, 2, 3])).ToList();
        var stripes = new HashSet<uint>();
        for (var receiver = 0; receiver < world.Groups.Count; receiver++)
        {
            for (var sender = 0; sender < sent.Count; sender++)
            {
                var result = world.Groups[receiver].Receive(sent[sender]);
                if (receiver == sender)
                {
                    Assert.IsType<ReceiveResult.OwnEcho>(result);
                }
                else
                {
                    var opened = Assert.IsType<ReceiveResult.Application>(result);
                    Assert.Equal(sender < 3 ? world.Devices[sender].Member.Leaf.Value : 0u, opened.Generation);
                    stripes.Add(sender < 3 ? opened.Generation : 99);
                }
            }
        }

        Assert.Equal(4, stripes.Count);
    }

    [Fact]
    public void A_Commit_of_a_user_epoch_that_a_sibling_has_not_reached_waits_until_it_has()
    {
        using var world = new World(devices: 2);
        using var userCommit = world.UserGroup[0].Group.Commit(new CommitOptions());
        var sibling = world.UserGroup[1];
        world.UserGroup[0].Group.Apply(userCommit.Staged);
        world.Devices[0].Follow(removesDevice: false);
        using var pending = world.Groups[0].Commit(new CommitOptions());

        var waiting = Assert.IsType<ReceiveResult.AwaitingSibling>(world.Groups[1].Receive(pending.Message));
        Assert.Equal($"user-group epoch {world.Devices[0].Epochs.Current.Tag:x16}", waiting.Missing);
        sibling.Follow(userCommit.Message);
        world.Devices[1].Follow(removesDevice: false);
        using var staged = Assert.IsType<ReceiveResult.CommitStaged>(world.Groups[1].Receive(pending.Message)).Staged;
        Assert.True(pending.Staged.Next!.EpochAuthenticator.FixedTimeEquals(staged.Next!.EpochAuthenticator));
    }

    [Fact]
    public void A_Commit_built_on_the_provisional_user_epoch_is_followed_once_the_user_group_is_there()
    {
        using var world = new World(devices: 2);
        using var userCommit = world.UserGroup[0].Group.Commit(new CommitOptions());
        using var provisional = TreeRootKeys.EpochOf(Suites.One, userCommit.Staged.Next!);
        using var bundled = world.Groups[0].Commit(new CommitOptions { LeafKeys = new TreeRootLeafKeySource(() => provisional, world.Devices[0].Counters) });
        world.UserGroup.Deliver(userCommit, world.UserGroup[0]);
        world.Devices.ForEach(device => device.Follow(removesDevice: false));
        world.Deliver(bundled, 0);

        world.AssertAgreement();
        Assert.Equal(provisional.Tag, LeafRef.Of(world.ActiveLeaf)!.EpochTag);
    }

    [Fact]
    public void A_refused_and_an_accepted_Commit_share_no_path_key()
    {
        using var world = new World(devices: 2);
        using var refused = world.Groups[0].Commit(new CommitOptions());
        using var accepted = world.Groups[0].Commit(new CommitOptions());

        Assert.Empty(PathKeys(refused).Intersect(PathKeys(accepted)));
    }

    [Fact]
    public void A_new_device_gets_in_with_a_SiblingWelcome_after_the_rotation_and_reads_from_there()
    {
        using var world = new World(devices: 1);
        var before = world.Groups[^1].Protect([1]);
        world.UserGroup.Add(0, new TestClient("X"));
        world.Devices[0].Follow(removesDevice: false);
        var device = new VirtualDevice(world.UserGroup[1], "alice");
        Assert.False(device.Slots.MaySend(world.ActiveLeaf));

        using var rotation = world.Groups[0].Commit(new CommitOptions());
        using var message = new UgApplicationMessage.Welcome(new SiblingWelcome([new SiblingGroupSecret(
            Id,
            rotation.Staged.Next!.Public.Epoch,
            JoinerSecret.From(rotation.Staged.JoinerSecret!.Expose()),
            PskSecret.From(rotation.Staged.PskSecret!.Expose()))]));
        var sent = world.UserGroup[0].Group.Protect(message.Encode());
        world.Deliver(rotation, 0);

        using var received = UgApplicationMessage.Decode(world.UserGroup[1].Open(sent).Data.Span, new TreeRootProfile());
        var secret = Assert.IsType<UgApplicationMessage.Welcome>(received).Secrets.Groups[0];
        var shared = world.Groups[0].Public;
        Assert.Equal(secret.Epoch, shared.Epoch);
        var keys = Assert.IsType<OwnLeafResolution.Sibling>(device.Services.OwnLeaf.Resolve(Suites.One, Id, world.ActiveLeaf)).Keys;
        world.Devices.Add(device);
        world.Groups.Insert(1, SharedLeafJoiner.Join(device.Services, shared, default, keys, secret.JoinerSecret, secret.PskSecret));

        world.AssertAgreement();
        Assert.True(device.Slots.MaySend(world.ActiveLeaf));
        Assert.IsType<ReceiveResult.OldEpoch>(world.Groups[1].Receive(before));
        Assert.IsType<ReceiveResult.Application>(world.Groups[1].Receive(world.Groups[^1].Protect([2])));
        Assert.IsType<ReceiveResult.Application>(world.Groups[^1].Receive(world.Groups[1].Protect([3])));
        world.Commit(1);
        world.CommitByBob();
    }

    [Fact]
    public void All_siblings_join_with_one_KeyPackage_after_its_notice()
    {
        using var userGroup = TestGroup.Of(3);
        var devices = VirtualDevice.Of(userGroup);
        var epoch = devices[2].Epochs.Current;
        var leaf = epoch.OwnLeaf.Value;
        using var published = TreeRootKeys.KeyPackage(Suites.One, epoch, leaf, 0).Package(Suites.One, devices[2].Identity, Lifetime.Eternal);
        var notice = new KeyPackageNotice([new KeyPackageNotice.Entry(published.KeyPackage.Ref(Suites.One), LeafRef.Of(published.KeyPackage.LeafNode)!)]);

        using var bobs = TestGroup.Create(new TestClient("Bob"));
        using var pending = bobs[0].Group.Commit(new CommitOptions { Proposals = [new Proposal.Add(published.KeyPackage)] });
        bobs[0].Group.Apply(pending.Staged);
        foreach (var device in devices)
        {
            var noted = (LeafRef)notice.Entries[0].Tag;
            var keys = TreeRootKeys.KeyPackage(Suites.One, device.Epochs.Find(noted.EpochTag)!, noted.DeviceLeaf, noted.Generation);
            using var join = new JoinKeys(notice.Entries[0].Ref, keys.InitKey, keys.EncryptionKey, keys.SignatureKey);
            using var joined = WelcomeReceiver.Join(device.Services, pending.Welcome!, join, bobs[0].Group.Public.Tree);

            Assert.True(bobs[0].Group.EpochAuthenticator.FixedTimeEquals(joined.EpochAuthenticator));
            var message = Assert.IsType<ReceiveResult.Application>(bobs[0].Group.Receive(joined.Protect([1])));
            Assert.Equal(device.Member.Leaf.Value, message.Generation);
        }

        devices.ForEach(device => device.Dispose());
    }

    [Fact]
    public void A_removed_device_does_not_follow_the_rotation_after_its_removal()
    {
        using var world = new World(devices: 3);
        world.UserGroup.Remove(0, 2);
        world.Devices[0].Follow(removesDevice: true);
        world.Devices[1].Follow(removesDevice: true);
        Assert.True(VirtualLeafChecks.IsRemovalPending(LeafRef.Of(world.ActiveLeaf), world.Devices[1].Epochs));
        using var rotation = world.Groups[0].Commit(new CommitOptions());

        Assert.IsType<ReceiveResult.AwaitingSibling>(world.Groups[2].Receive(rotation.Message));
        world.Follow(1, rotation.Message);
        world.Follow(3, rotation.Message);
        world.Groups[0].Apply(rotation.Staged);
        Assert.False(VirtualLeafChecks.IsRemovalPending(LeafRef.Of(world.ActiveLeaf), world.Devices[1].Epochs));
        Assert.True(world.Groups[0].EpochAuthenticator.FixedTimeEquals(world.Groups[1].EpochAuthenticator));
    }

    private static List<HpkePublicKey> PathKeys(PendingCommit pending) =>
    [
        .. pending.Staged.Transition.Path!.Path.Nodes.Select(node => node.EncryptionKey),
        pending.Staged.Transition.Path.Path.LeafNode.EncryptionKey,
    ];

    private static Group Create(VirtualDevice device, uint generation)
    {
        var epoch = device.Epochs.Current;
        var keys = TreeRootKeys.Leaf(Suites.One, epoch, new TreeRootPlace(TreeRootUse.Create, Id, epoch.OwnLeaf.Value, generation));
        using var secret = TreeRootKeys.CreateSecret(Suites.One, epoch, Id, epoch.OwnLeaf.Value, generation);
        return GroupCreator.Create(device.Services, Id, ExtensionList.Empty, device.Identity, Lifetime.Eternal, keys, secret);
    }

    private static Group Enter(VirtualDevice device, Group created, LeafIndex creator, uint generation)
    {
        var shared = PublicGroup.FromGroupInfo(device.Services, created.GroupInfo(withTree: true, withExternalPub: false), null);
        var epoch = device.Epochs.Current;
        var keys = TreeRootKeys.Leaf(Suites.One, epoch, new TreeRootPlace(TreeRootUse.Create, Id, creator.Value, generation));
        using var secret = TreeRootKeys.CreateSecret(Suites.One, epoch, Id, creator.Value, generation);
        return SharedLeafJoiner.Join(device.Services, shared, default, keys, secret);
    }

    /// <summary>Alice's devices behind leaf 0 of a group and Bob, last in the list, at leaf 1.</summary>
    private sealed class World : IDisposable
    {
        private readonly TestClient _bob = new("Bob");

        public World(int devices)
        {
            UserGroup = TestGroup.Of(devices);
            Devices = VirtualDevice.Of(UserGroup);
            Groups.Add(Create(Devices[0], generation: 0));
            Groups.AddRange(Devices.Skip(1).Select(device => Enter(device, Groups[0], Devices[0].Member.Leaf, generation: 0)));
            using var bundle = _bob.NewKeyPackage();
            using var pending = Groups[0].Commit(new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)] });
            Deliver(pending, 0);
            Groups.Add(WelcomeReceiver.Join(_bob.Services, pending.Welcome!, bundle, Groups[0].Public.Tree));
            AssertAgreement();
        }

        public TestGroup UserGroup { get; }

        public List<VirtualDevice> Devices { get; }

        public List<Group> Groups { get; } = [];

        public LeafNode ActiveLeaf => Groups[0].Public.Tree.Leaf(default)!;

        public void Commit(int device)
        {
            using var pending = Groups[device].Commit(new CommitOptions());
            Deliver(pending, device);
            AssertAgreement();
        }

        public void CommitByBob() => Commit(Groups.Count - 1);

        public void Deliver(PendingCommit pending, int committer)
        {
            for (var i = 0; i < Groups.Count; i++)
            {
                if (i != committer)
                {
                    Follow(i, pending.Message);
                }
            }

            Groups[committer].Apply(pending.Staged);
        }

        public void Follow(int index, MlsMessage commit)
        {
            using var staged = Assert.IsType<ReceiveResult.CommitStaged>(Groups[index].Receive(commit)).Staged;
            Groups[index].Apply(staged);
        }

        public void AssertAgreement() =>
            Assert.All(Groups, group => Assert.True(Groups[0].EpochAuthenticator.FixedTimeEquals(group.EpochAuthenticator)));

        public void Dispose()
        {
            Groups.ForEach(group => group.Dispose());
            Devices.ForEach(device => device.Dispose());
            UserGroup.Dispose();
            _bob.Dispose();
        }
    }
}
