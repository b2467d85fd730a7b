using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Seams;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.TreeRoot;
using Mls.MultiDevice.SingleClient.UserGroups;
using TestKit;
using Xunit;

namespace Mls.MultiDevice.Tests.SingleClient.TreeRoot;

public sealed class LeafRefResolverTests
{
    private static readonly GroupId Group = new(OpaqueBytes.FromText("group-1"));

    [Fact]
    public void A_siblings_leaf_gives_the_keys_that_the_sibling_has()
    {
        using var theirs = MadeEpochs.Epoch(5, ownLeaf: 2);
        using var mine = MadeEpochs.Epochs(0, 4, 4, 5);
        using var made = TreeRootKeys.Leaf(Suites.One, theirs, new TreeRootPlace(TreeRootUse.Leaf, Group, 2, 7));

        using var keys = Assert.IsType<OwnLeafResolution.Sibling>(Resolve(mine, LeafOf(made))).Keys;
        Assert.True(made.EncryptionKey.FixedTimeEquals(keys.EncryptionKey));
        Assert.True(made.SignatureKey.FixedTimeEquals(keys.SignatureKey));
        Assert.True(made.PathSecret.FixedTimeEquals(keys.PathSecret));
        Assert.Equal(made.Extensions, keys.Extensions);
    }

    [Fact]
    public void A_tag_that_is_not_known_names_the_user_group_epoch_to_wait_for()
    {
        using var epochs = MadeEpochs.Epochs(0, 4, 5);

        var missing = Assert.IsType<OwnLeafResolution.NotYet>(Resolve(epochs, MadeEpochs.LeafOf(6))).Missing;
        Assert.Equal("user-group epoch abcd000000000006", missing);
    }

    [Fact]
    public void Nobody_waits_for_an_epoch_that_is_no_longer_kept()
    {
        using var epochs = new UserEpochs(retention: 1);
        epochs.Add(MadeEpochs.Epoch(5), removesDevice: false);
        epochs.Add(MadeEpochs.Epoch(6), removesDevice: false);

        Assert.IsType<OwnLeafResolution.Forged>(Resolve(epochs, MadeEpochs.LeafOf(5)));
        Assert.IsType<OwnLeafResolution.NotYet>(Resolve(epochs, MadeEpochs.LeafOf(7)));
    }

    [Theory]
    [InlineData(3u)]
    [InlineData(4u)]
    [InlineData(uint.MaxValue)]
    public void A_device_that_was_not_there_is_a_forgery_even_where_the_keys_are_right(uint device)
    {
        using var epochs = new UserEpochs();
        epochs.Add(MadeEpochs.Epoch(5, ownLeaf: 0, leafCount: 4, blank: 3), removesDevice: false);
        using var made = TreeRootKeys.Leaf(Suites.One, epochs.Current, new TreeRootPlace(TreeRootUse.Leaf, Group, device, 0));

        Assert.IsType<OwnLeafResolution.Forged>(Resolve(epochs, LeafOf(made)));
    }

    [Theory]
    [InlineData("encryption")]
    [InlineData("signature")]
    [InlineData("generation")]
    [InlineData("device")]
    [InlineData("group")]
    [InlineData("use")]
    public void One_thing_that_does_not_fit_makes_a_forgery(string changed)
    {
        using var epochs = MadeEpochs.Epochs(0, 4, 5);
        using var made = TreeRootKeys.Leaf(Suites.One, epochs.Current, new TreeRootPlace(TreeRootUse.Leaf, Group, 2, 7));
        using var other = TreeRootKeys.Leaf(Suites.One, epochs.Current, new TreeRootPlace(TreeRootUse.Leaf, Group, 2, 8));
        using var create = TreeRootKeys.Leaf(Suites.One, epochs.Current, new TreeRootPlace(TreeRootUse.Create, Group, 2, 7));
        var leaf = changed switch
        {
            "encryption" => LeafOf(made) with { EncryptionKey = other.EncryptionKey.PublicKey },
            "signature" => LeafOf(made) with { SignatureKey = other.SignatureKey.PublicKey },
            "generation" => LeafOf(made) with { Extensions = Naming(2, 6) },
            "device" => LeafOf(made) with { Extensions = Naming(1, 7) },
            "use" => LeafOf(create),
            _ => LeafOf(made),
        };
        var group = changed == "group" ? new GroupId(OpaqueBytes.FromText("group-2")) : Group;

        Assert.IsType<OwnLeafResolution.Forged>(new LeafRefResolver(epochs).Resolve(Suites.One, group, leaf));
    }

    [Fact]
    public void A_leaf_without_a_reference_or_with_a_malformed_one_is_a_forgery()
    {
        using var epochs = MadeEpochs.Epochs(0, 4, 5);
        var malformed = MadeEpochs.PlainLeaf() with { Extensions = new ExtensionList([new Extension(LeafRef.Type, [1, 2, 3])]) };

        Assert.IsType<OwnLeafResolution.Forged>(Resolve(epochs, MadeEpochs.PlainLeaf()));
        Assert.IsType<OwnLeafResolution.Forged>(Resolve(epochs, malformed));
    }

    private static ExtensionList Naming(uint device, uint generation) => new([new LeafRef(MadeEpochs.Tag(5), device, generation).ToExtension()]);

    private static LeafNode LeafOf(LeafKeys keys) => MadeEpochs.Leaf(keys.EncryptionKey.PublicKey, keys.SignatureKey.PublicKey, keys.Extensions);

    private static OwnLeafResolution Resolve(UserEpochs epochs, LeafNode leaf) => new LeafRefResolver(epochs).Resolve(Suites.One, Group, leaf);
}
