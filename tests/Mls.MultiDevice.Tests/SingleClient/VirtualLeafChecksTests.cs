using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.UserGroups;
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

        Assert.True(VirtualLeafChecks.NamesCurrentDevice(LeafRef.Of(MadeEpochs.LeafOf(5, 2)), epoch));
        Assert.False(VirtualLeafChecks.NamesCurrentDevice(LeafRef.Of(MadeEpochs.LeafOf(5, 3)), epoch));
        Assert.False(VirtualLeafChecks.NamesCurrentDevice(LeafRef.Of(MadeEpochs.LeafOf(6, 2)), epoch));
        Assert.False(VirtualLeafChecks.NamesCurrentDevice(LeafRef.Of(MadeEpochs.PlainLeaf()), epoch));
    }

    [Fact]
    public void Derived_keys_fit_only_when_both_do()
    {
        using var epoch = MadeEpochs.Epoch(5);
        using var keys = TreeRootKeys.Leaf(Suites.One, epoch, new TreeRootPlace(TreeRootUse.Leaf, Group, 0, 0));
        using var other = TreeRootKeys.Leaf(Suites.One, epoch, new TreeRootPlace(TreeRootUse.Leaf, Group, 0, 1));
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

        Assert.True(MustRotateFirst(MadeEpochs.LeafOf(4) with { Source = source }, epochs));
        Assert.True(MustRotateFirst(MadeEpochs.LeafOf(3) with { Source = source }, epochs));
        Assert.False(MustRotateFirst(MadeEpochs.LeafOf(5) with { Source = source }, epochs));
        Assert.False(MustRotateFirst(MadeEpochs.LeafOf(4), epochs));
    }

    [Fact]
    public void A_removal_is_pending_until_the_active_leaf_is_of_an_epoch_without_the_device()
    {
        using var epochs = new UserEpochs(retention: 3);
        epochs.Add(MadeEpochs.Epoch(1), removesDevice: false);
        epochs.Add(MadeEpochs.Epoch(2), removesDevice: false);
        Assert.False(VirtualLeafChecks.IsRemovalPending(LeafRef.Of(MadeEpochs.LeafOf(1)), epochs));
        epochs.Add(MadeEpochs.Epoch(3), removesDevice: true);

        Assert.True(VirtualLeafChecks.IsRemovalPending(LeafRef.Of(MadeEpochs.LeafOf(2)), epochs));
        Assert.False(VirtualLeafChecks.IsRemovalPending(LeafRef.Of(MadeEpochs.LeafOf(3)), epochs));
        epochs.Add(MadeEpochs.Epoch(4), removesDevice: false);
        Assert.True(VirtualLeafChecks.IsRemovalPending(LeafRef.Of(MadeEpochs.LeafOf(1)), epochs));
        Assert.True(VirtualLeafChecks.IsRemovalPending(LeafRef.Of(MadeEpochs.LeafOf(2)), epochs));
        Assert.False(VirtualLeafChecks.IsRemovalPending(LeafRef.Of(MadeEpochs.LeafOf(3)), epochs));
        Assert.False(VirtualLeafChecks.IsRemovalPending(LeafRef.Of(MadeEpochs.LeafOf(4)), epochs));
    }

    private static bool MustRotateFirst(LeafNode leaf, UserEpochs epochs) => VirtualLeafChecks.MustRotateFirst(leaf, LeafRef.Of(leaf), epochs);
}
