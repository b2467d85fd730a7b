using System.Buffers.Binary;
using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>Every derivation of the tree-root profile: from an epoch of the user group to the keys of the virtual client. Whoever asks owns what comes out.</summary>
public static class TreeRootKeys
{
    internal static ReadOnlySpan<byte> RootLabel => "mdm tree-root v1"u8;

    internal static ReadOnlySpan<byte> TagLabel => "mdm epoch tag v1"u8;

    /// <summary>DeriveSecret(exporter_secret, "mdm tree-root v1"): the root of an epoch's seeds.</summary>
    public static ExporterRoot Root(ICryptoProvider crypto, GroupState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.ExporterRoot(crypto, RootLabel);
    }

    /// <summary>MLS-Exporter("mdm epoch tag v1", "", 8): the public name of an epoch, read big-endian.</summary>
    public static ulong EpochTag(ICryptoProvider crypto, GroupState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var tag = state.Export(crypto, TagLabel, [], sizeof(ulong));
        return BinaryPrimitives.ReadUInt64BigEndian(tag.Expose());
    }

    /// <summary>What is kept of an epoch of the user group: the present one, or a provisional one (<see cref="StagedCommit.Next"/>).</summary>
    public static UserEpoch EpochOf(ICryptoProvider crypto, GroupState state)
    {
        var tag = EpochTag(crypto, state);
        return UserEpoch.Of(state, tag, Root(crypto, state));
    }

    /// <summary>MLS-Exporter("mdm tree-root v1", <paramref name="context"/>, Nh).</summary>
    public static Secret Seed(ICryptoProvider crypto, ExporterRoot root, TreeRootContext context)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        return Exporter.Export(crypto, root, Tls.Encode(context), crypto.HashLength);
    }

    /// <summary>The keys of a leaf of the virtual client: HPKE, signature and path secret, and the extension that says where they come from.</summary>
    /// <param name="crypto">The primitives of the group's suite.</param>
    /// <param name="epoch">The user group's epoch.</param>
    /// <param name="place">Which seed: a <see cref="TreeRootUse.Leaf"/>, or <see cref="TreeRootUse.Create"/> for the creator's leaf.</param>
    /// <param name="signatures">Where the signature key comes from; the leaf's seed where nothing is said.</param>
    public static LeafKeys Leaf(ICryptoProvider crypto, UserEpoch epoch, TreeRootPlace place, LeafSignatures? signatures = null)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        if (place.Use is not (TreeRootUse.Leaf or TreeRootUse.Create))
        {
            throw new ArgumentOutOfRangeException(nameof(place), place, "not a use that makes a leaf of a group");
        }

        using var seed = Seed(crypto, epoch, place);
        return new LeafKeys(
            LeafKeyPair(crypto, seed),
            (signatures ?? LeafSignatures.PerLeaf).Key(crypto, epoch, seed, place.DeviceLeaf),
            PathSecret(crypto, seed),
            new ExtensionList([new LeafRef(epoch.Tag, place.DeviceLeaf, place.Generation).ToExtension()]));
    }

    /// <summary>The secret of epoch 0 of a group that the virtual client creates, from the seed of the creator's leaf.</summary>
    /// <param name="crypto">The primitives of the group's suite.</param>
    /// <param name="epoch">The user group's epoch.</param>
    /// <param name="group">The group.</param>
    /// <param name="deviceLeaf">The leaf in the user group of the device that creates it.</param>
    /// <param name="generation">That device's counter for <see cref="TreeRootUse.Create"/>.</param>
    public static EpochSecret CreateSecret(ICryptoProvider crypto, UserEpoch epoch, GroupId group, uint deviceLeaf, uint generation)
    {
        using var seed = Seed(crypto, epoch, new TreeRootPlace(TreeRootUse.Create, group, deviceLeaf, generation));
        return CreateSecret(crypto, seed);
    }

    /// <summary>The keys of one KeyPackage of the virtual client: init, leaf and signature key of one seed.</summary>
    /// <param name="crypto">The primitives of the KeyPackage's suite.</param>
    /// <param name="epoch">The user group's epoch.</param>
    /// <param name="deviceLeaf">The leaf in the user group of the device that publishes it.</param>
    /// <param name="generation">That device's counter for <see cref="TreeRootUse.Init"/>.</param>
    /// <param name="signatures">As for a leaf.</param>
    public static KeyPackageKeys KeyPackage(ICryptoProvider crypto, UserEpoch epoch, uint deviceLeaf, uint generation, LeafSignatures? signatures = null)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        using var seed = Seed(crypto, epoch, new TreeRootPlace(TreeRootUse.Init, default, deviceLeaf, generation));
        return new KeyPackageKeys(
            InitKeyPair(crypto, seed),
            LeafKeyPair(crypto, seed),
            (signatures ?? LeafSignatures.PerLeaf).Key(crypto, epoch, seed, deviceLeaf),
            new LeafRef(epoch.Tag, deviceLeaf, generation));
    }

    internal static HpkePrivateKey LeafKeyPair(ICryptoProvider crypto, Secret seed) => KeyPair(crypto, seed, "mdm leaf"u8);

    internal static HpkePrivateKey InitKeyPair(ICryptoProvider crypto, Secret seed) => KeyPair(crypto, seed, "mdm init"u8);

    internal static PathSecret PathSecret(ICryptoProvider crypto, Secret seed) => crypto.DeriveSecret<PathSecret>(seed, "mdm path"u8);

    internal static EpochSecret CreateSecret(ICryptoProvider crypto, Secret seed) => crypto.DeriveSecret<EpochSecret>(seed, "mdm create"u8);

    internal static Secret SignatureSeed(ICryptoProvider crypto, Secret seed) => crypto.ExpandWithLabel(seed, "mdm sign"u8, [], crypto.SignatureSeedLength);

    internal static SignaturePrivateKey SignatureKey(ICryptoProvider crypto, Secret seed)
    {
        using var material = SignatureSeed(crypto, seed);
        return crypto.DeriveSignatureKey(material.Expose());
    }

    private static Secret Seed(ICryptoProvider crypto, UserEpoch epoch, TreeRootPlace place)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        ArgumentNullException.ThrowIfNull(epoch);
        return Seed(crypto, epoch.Root, new TreeRootContext(place.Use, crypto.Suite, place.Group, epoch.Epoch, place.DeviceLeaf, place.Generation));
    }

    private static HpkePrivateKey KeyPair(ICryptoProvider crypto, Secret seed, ReadOnlySpan<byte> label)
    {
        using var material = crypto.DeriveSecret(seed, label);
        return crypto.Kem.DeriveKeyPair(material.Expose());
    }
}
