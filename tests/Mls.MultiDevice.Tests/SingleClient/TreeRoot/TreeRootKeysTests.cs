using Mls.MultiDevice.SingleClient.UserGroups;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Mls.Core.Identifiers;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.TreeRoot;
using TestKit;
using Xunit;

namespace Mls.MultiDevice.Tests.SingleClient.TreeRoot;

public sealed class TreeRootKeysTests
{
    private static readonly GroupId Group = new(OpaqueBytes.FromText("group-1"));

    private static readonly Gen<TreeRootContext> Contexts =
        from use in Gen.Int[1, 3]
        from epoch in Gen.ULong[1, 3]
        from name in Gen.Int[0, 2]
        from device in Gen.UInt[0, 3]
        from generation in Gen.UInt[0, 3]
        select new TreeRootContext(
            (TreeRootUse)use, Suites.One.Suite, use == 1 ? default : new GroupId(OpaqueBytes.FromText($"g{name}")), new Epoch(epoch), device, generation);

    [Fact]
    public void Siblings_derive_identical_keys() => Contexts.Sample(context =>
    {
        using var mine = MadeEpochs.Epoch(context.UserEpoch.Value, ownLeaf: 0);
        using var theirs = MadeEpochs.Epoch(context.UserEpoch.Value, ownLeaf: 3);

        Assert.Equal(KeysOf(mine, context), KeysOf(theirs, context));
    }, iter: 100);

    [Fact]
    public void Another_use_epoch_group_device_or_generation_gives_other_keys() => Gen.Select(Contexts, Contexts).Sample((one, other) =>
    {
        using var first = MadeEpochs.Epoch(one.UserEpoch.Value);
        using var second = MadeEpochs.Epoch(other.UserEpoch.Value);
        var keys = KeysOf(first, one);

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(one == other, keys.Intersect(KeysOf(second, other)).Any());
    }, iter: 200);

    [Fact]
    public void The_root_of_another_epoch_gives_other_keys_even_where_the_context_is_the_same()
    {
        using var first = MadeEpochs.Epoch(1);
        using var second = MadeEpochs.Epoch(2);
        var context = new TreeRootContext(TreeRootUse.Leaf, Suites.One.Suite, Group, new Epoch(1), 0, 0);
        using var one = TreeRootKeys.Seed(Suites.One, first.Root, context);
        using var other = TreeRootKeys.Seed(Suites.One, second.Root, context);

        Assert.False(one.FixedTimeEquals(other));
    }

    [Fact]
    public void A_seed_is_the_exporter_of_the_user_group()
    {
        using var group = TestGroup.Of(2);
        var state = group[0].Group.State;
        var context = new TreeRootContext(TreeRootUse.Leaf, Suites.One.Suite, Group, state.Public.Epoch, 1, 9);
        using var root = TreeRootKeys.Root(Suites.One, state);
        using var seed = TreeRootKeys.Seed(Suites.One, root, context);
        using var exported = group[1].Group.Export("mdm tree-root v1"u8, Tls.Encode(context), 32);

        Assert.True(seed.FixedTimeEquals(exported));
    }

    [Fact]
    public void The_epoch_tag_is_eight_octets_of_the_exporter_of_the_user_group_and_changes_with_the_epoch()
    {
        using var group = TestGroup.Of(2);
        using var exported = group[1].Group.Export("mdm epoch tag v1"u8, [], 8);
        var before = TreeRootKeys.EpochTag(Suites.One, group[0].Group.State);
        group.Commit(1);

        Assert.Equal(BinaryPrimitives.ReadUInt64BigEndian(exported.Expose()), before);
        Assert.NotEqual(before, TreeRootKeys.EpochTag(Suites.One, group[0].Group.State));
    }

    [Fact]
    public void The_secret_of_epoch_0_is_DeriveSecret_of_the_create_seed()
    {
        using var epoch = MadeEpochs.Epoch(5);
        using var seed = TreeRootKeys.Seed(Suites.One, epoch.Root, new TreeRootContext(TreeRootUse.Create, Suites.One.Suite, Group, epoch.Epoch, 2, 1));
        using var secret = TreeRootKeys.CreateSecret(Suites.One, epoch, Group, 2, 1);

        // struct { uint16 length; opaque label<V>; opaque context<V>; } KDFLabel, written out by hand.
        var label = "MLS 1.0 mdm create";
        byte[] info = [0, 32, (byte)label.Length, .. Encoding.ASCII.GetBytes(label), 0];
        Assert.Equal(HKDF.Expand(HashAlgorithmName.SHA256, seed.Expose().ToArray(), 32, info), secret.Expose().ToArray());
    }

    [Fact]
    public void A_leaf_says_where_its_keys_come_from()
    {
        using var epoch = MadeEpochs.Epoch(5);
        using var keys = TreeRootKeys.Leaf(Suites.One, epoch, new TreeRootPlace(TreeRootUse.Create, Group, 2, 7));

        var extension = Assert.Single(keys.Extensions.Items);
        Assert.Equal(LeafRef.Type, extension.Type);
        Assert.Equal(new LeafRef(epoch.Tag, 2, 7), Tls.Decode<LeafRef>(extension.Data));
    }

    [Fact]
    public void A_KeyPackage_seed_makes_no_leaf_of_a_group()
    {
        using var epoch = MadeEpochs.Epoch(5);

        Assert.Throws<ArgumentOutOfRangeException>(() => TreeRootKeys.Leaf(Suites.One, epoch, new TreeRootPlace(TreeRootUse.Init, Group, 0, 0)));
    }

    [Fact]
    public void The_key_source_takes_the_own_leaf_and_a_new_generation_each_time()
    {
        using var epoch = MadeEpochs.Epoch(5, ownLeaf: 3);
        using var later = MadeEpochs.Epoch(6, ownLeaf: 1);
        var active = epoch;
        var source = new TreeRootLeafKeySource(() => active, new GenerationCounters());
        using var signer = Suites.One.DeriveSignatureKey(new byte[32]);
        var random = new FixedRandom();

        using var first = source.Next(Suites.One, random, Group, signer);
        using var second = source.Next(Suites.One, random, Group, signer);
        active = later;
        using var third = source.Next(Suites.One, random, Group, signer);

        Assert.Equal(new LeafRef(epoch.Tag, 3, 0).ToExtension(), Assert.Single(first.Extensions.Items));
        Assert.Equal(new LeafRef(epoch.Tag, 3, 1).ToExtension(), Assert.Single(second.Extensions.Items));
        Assert.Equal(new LeafRef(later.Tag, 1, 2).ToExtension(), Assert.Single(third.Extensions.Items));
        Assert.False(first.PathSecret.FixedTimeEquals(second.PathSecret));
        using var again = TreeRootKeys.Leaf(Suites.One, epoch, new TreeRootPlace(TreeRootUse.Leaf, Group, 3, 1));
        Assert.True(again.PathSecret.FixedTimeEquals(second.PathSecret));
        Assert.Equal(again.SignatureKey.PublicKey, second.SignatureKey.PublicKey);
    }

    /// <summary>Everything that comes out of one seed, in hexadecimal.</summary>
    private static string[] KeysOf(UserEpoch epoch, TreeRootContext context)
    {
        if (context.Use == TreeRootUse.Init)
        {
            using var keyPackage = TreeRootKeys.KeyPackage(Suites.One, epoch, context.DeviceLeaf, context.Generation);
            return [Hex(keyPackage.InitKey.Expose()), Hex(keyPackage.EncryptionKey.Expose()), Hex(keyPackage.SignatureKey.Expose())];
        }

        using var keys = TreeRootKeys.Leaf(Suites.One, epoch, new TreeRootPlace(context.Use, context.GroupId, context.DeviceLeaf, context.Generation));
        using var create = TreeRootKeys.CreateSecret(Suites.One, epoch, context.GroupId, context.DeviceLeaf, context.Generation);
        string[] leaf = [Hex(keys.EncryptionKey.Expose()), Hex(keys.SignatureKey.Expose()), Hex(keys.PathSecret.Expose())];
        return context.Use == TreeRootUse.Create ? [.. leaf, Hex(create.Expose())] : leaf;
    }

    private static string Hex(ReadOnlySpan<byte> octets) => Convert.ToHexString(octets);
}
