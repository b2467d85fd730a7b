using Mls.Core.Framing;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient;
using Mls.MultiDevice.SingleClient.TreeRoot;
using Mls.MultiDevice.Tests.Directory;
using Mls.MultiDevice.Tests.SingleClient.TreeRoot;
using TestKit;
using Xunit;

namespace Mls.MultiDevice.Tests.SingleClient;

public sealed class VirtualLeafChecksTests
{
    private static readonly GroupId Group = new(OpaqueBytes.FromText("group-1"));

    [Fact]
    public void A_user_has_at_most_one_leaf()
    {
        var nobody = Account.Leaf("B") with { Credential = new Credential.X509([]) };

        Assert.True(VirtualLeafChecks.HasOneLeafPerUser(Trees.Of(Account.Leaf("A"), Account.Leaf("B", "bob"))));
        Assert.False(VirtualLeafChecks.HasOneLeafPerUser(Trees.Of(Account.Leaf("A"), Account.Leaf("C", "carol"), Account.Leaf("B"))));
        Assert.False(VirtualLeafChecks.HasOneLeafPerUser(Trees.Of(Account.Leaf("A"), nobody)));
    }

    [Fact]
    public void A_leaf_names_a_device_that_was_there_in_its_user_epoch()
    {
        using var epoch = MadeEpochs.Epoch(5, ownLeaf: 0, leafCount: 4, blank: 3);

        Assert.True(VirtualLeafChecks.NamesCurrentDevice(MadeEpochs.LeafOf(5, 2), epoch));
        Assert.False(VirtualLeafChecks.NamesCurrentDevice(MadeEpochs.LeafOf(5, 3), epoch));
        Assert.False(VirtualLeafChecks.NamesCurrentDevice(MadeEpochs.LeafOf(6, 2), epoch));
        Assert.False(VirtualLeafChecks.NamesCurrentDevice(MadeEpochs.PlainLeaf(), epoch));
    }

    [Fact]
    public void Derived_keys_fit_only_when_both_do()
    {
        using var epoch = MadeEpochs.Epoch(5);
        using var keys = TreeRootKeys.Leaf(Suites.One, epoch, TreeRootUse.Leaf, Group, 0, 0);
        using var other = TreeRootKeys.Leaf(Suites.One, epoch, TreeRootUse.Leaf, Group, 0, 1);
        var leaf = MadeEpochs.Leaf(keys.EncryptionKey.PublicKey, keys.SignatureKey.PublicKey, keys.Extensions);

        Assert.True(VirtualLeafChecks.KeysMatch(keys, leaf));
        Assert.False(VirtualLeafChecks.KeysMatch(keys, leaf with { EncryptionKey = other.EncryptionKey.PublicKey }));
        Assert.False(VirtualLeafChecks.KeysMatch(keys, leaf with { SignatureKey = other.SignatureKey.PublicKey }));
    }

    [Fact]
    public void The_user_epoch_behind_the_active_leaf_does_not_go_back()
    {
        Assert.True(VirtualLeafChecks.DoesNotGoBack(new Epoch(3), new Epoch(4)));
        Assert.True(VirtualLeafChecks.DoesNotGoBack(new Epoch(3), new Epoch(3)));
        Assert.False(VirtualLeafChecks.DoesNotGoBack(new Epoch(3), new Epoch(2)));
        Assert.True(VirtualLeafChecks.DoesNotGoBack(null, new Epoch(0)));
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    public void A_pending_removal_blocks_messages_where_the_policy_says_so(bool removalPending, bool blockOnRemoval, bool maySend) =>
        Assert.Equal(maySend, VirtualLeafChecks.MaySendApplication(removalPending, blockOnRemoval));

    [Fact]
    public void A_KeyPackage_from_before_the_last_removal_is_unusable()
    {
        Assert.True(VirtualLeafChecks.IsKeyPackageUsable(new Epoch(3), null));
        Assert.True(VirtualLeafChecks.IsKeyPackageUsable(new Epoch(3), new Epoch(3)));
        Assert.False(VirtualLeafChecks.IsKeyPackageUsable(new Epoch(2), new Epoch(3)));
    }

    [Fact]
    public void A_leaf_from_a_KeyPackage_of_an_older_user_epoch_is_rotated_first()
    {
        using var epochs = MadeEpochs.Epochs(0, 4, 4, 5);
        var source = new LeafNodeSource.KeyPackage(Lifetime.Eternal);

        Assert.True(VirtualLeafChecks.MustRotateFirst(MadeEpochs.LeafOf(4) with { Source = source }, epochs));
        Assert.True(VirtualLeafChecks.MustRotateFirst(MadeEpochs.LeafOf(3) with { Source = source }, epochs));
        Assert.False(VirtualLeafChecks.MustRotateFirst(MadeEpochs.LeafOf(5) with { Source = source }, epochs));
        Assert.False(VirtualLeafChecks.MustRotateFirst(MadeEpochs.LeafOf(4), epochs));
    }

    [Theory]
    [InlineData("00", true)]
    [InlineData("0566790201" + "02", true)]
    [InlineData("05667a020102", false)]
    [InlineData("0a0006020102667a020102", false)]
    [InlineData("0a6679020102667b020102", true)]
    [InlineData("05667902010200", false)]
    [InlineData("0466790201", false)]
    [InlineData("", false)]
    public void A_GroupInfo_that_may_carry_the_virtual_clients_state_is_not_published(string dictionary, bool publishable)
    {
        using var group = TestGroup.Of(1);
        var info = group[0].Group.GroupInfo(withTree: true, withExternalPub: true);

        Assert.True(VirtualLeafChecks.IsPublishable(info, 0x667A));
        Assert.Equal(publishable, VirtualLeafChecks.IsPublishable(With(info, dictionary), 0x667A));
    }

    private static GroupInfo With(GroupInfo info, string dictionary) =>
        info with { Extensions = info.Extensions.With(new ExtensionType(0x0006), OpaqueBytes.FromHex(dictionary)) };
}
