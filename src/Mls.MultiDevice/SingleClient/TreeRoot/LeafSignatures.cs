using Mls.Core.Crypto;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>Where the signature key of a leaf of the virtual client comes from (modes G9, R31, R32). A closed choice.</summary>
public abstract class LeafSignatures
{
    private LeafSignatures()
    {
    }

    /// <summary>Derived from the leaf's own seed.</summary>
    public static LeafSignatures PerLeaf { get; } = new OfLeaves();

    /// <summary>Derived once for each epoch of the user group.</summary>
    public static LeafSignatures PerUserEpoch { get; } = new OfUserEpochs();

    /// <summary>Whether the keys need a certificate: those of devices are in the directory already.</summary>
    public abstract bool AreCertified { get; }

    /// <summary>The choice that a run's settings name.</summary>
    /// <param name="scope">The choice.</param>
    /// <param name="own">The device's own key, lent; asked for when it is needed.</param>
    public static LeafSignatures Of(SignatureKeyScope scope, Func<SignaturePrivateKey> own) => scope switch
    {
        SignatureKeyScope.PerLeaf => PerLeaf,
        SignatureKeyScope.PerUserEpoch => PerUserEpoch,
        SignatureKeyScope.Device => new OfDevices(own),
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "not a scope of signature keys"),
    };

    /// <summary>The key of a leaf; without octets where another device holds it.</summary>
    /// <param name="crypto">The primitives of the group's suite.</param>
    /// <param name="epoch">The user group's epoch.</param>
    /// <param name="seed">The leaf's seed.</param>
    /// <param name="deviceLeaf">The leaf in the user group of the device that made the leaf; there is one.</param>
    public abstract SignaturePrivateKey Key(ICryptoProvider crypto, UserEpoch epoch, Secret seed, uint deviceLeaf);

    /// <summary>Whether this device can sign where a leaf has this key.</summary>
    public abstract bool Holds(SignaturePublicKey key);

    private sealed class OfLeaves : LeafSignatures
    {
        public override bool AreCertified => true;

        public override SignaturePrivateKey Key(ICryptoProvider crypto, UserEpoch epoch, Secret seed, uint deviceLeaf) => TreeRootKeys.SignatureKey(crypto, seed);

        public override bool Holds(SignaturePublicKey key) => true;
    }

    private sealed class OfUserEpochs : LeafSignatures
    {
        public override bool AreCertified => true;

        // No leaf of a group has an empty group id, so this context is nobody else's.
        public override SignaturePrivateKey Key(ICryptoProvider crypto, UserEpoch epoch, Secret seed, uint deviceLeaf)
        {
            using var shared = TreeRootKeys.Seed(crypto, epoch.Root, new TreeRootContext(TreeRootUse.Leaf, crypto.Suite, default, epoch.Epoch, 0, 0));
            return TreeRootKeys.SignatureKey(crypto, shared);
        }

        public override bool Holds(SignaturePublicKey key) => true;
    }

    private sealed class OfDevices(Func<SignaturePrivateKey> own) : LeafSignatures
    {
        public override bool AreCertified => false;

        public override SignaturePrivateKey Key(ICryptoProvider crypto, UserEpoch epoch, Secret seed, uint deviceLeaf)
        {
            var named = epoch.SignatureKeyOf(deviceLeaf);
            return own().PublicKey == named ? own().Copy() : new SignaturePrivateKey([], named);
        }

        public override bool Holds(SignaturePublicKey key) => own().PublicKey == key;
    }
}
