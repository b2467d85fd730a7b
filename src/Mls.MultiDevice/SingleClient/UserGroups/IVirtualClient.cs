using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Seams;
using Mls.Core.Wire;
using Mls.MultiDevice.Security;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>One device's share of the virtual client: the keys of its leaves, which every sibling derives alike, and its own message slots. Whoever asks for keys owns them.</summary>
internal interface IVirtualClient
{
    /// <summary>Whether signature keys of leaves need a certificate: those of devices are in the directory already.</summary>
    bool CertifiesLeaves { get; }

    /// <summary>What groups need from outside, with the three seams of the profile.</summary>
    GroupServices Seams(GroupServices services);

    /// <summary>The keys of new leaves of an epoch of the user group that has not begun yet; the seams derive from the present one.</summary>
    /// <param name="provisional">The epoch, lent.</param>
    ILeafKeySource LeafKeys(UserEpoch provisional);

    /// <summary>Whether this device can sign where a leaf has this key.</summary>
    bool Holds(SignaturePublicKey key);

    /// <summary>Whether this device has message slots under a leaf.</summary>
    bool MaySend(LeafNode activeLeaf);

    /// <summary>The keys of one more KeyPackage.</summary>
    KeyPackageKeys NextKeyPackage(UserEpoch epoch);

    /// <summary>The keys of a KeyPackage that a sibling made.</summary>
    /// <param name="epoch">The epoch that <paramref name="tag"/> names, in which there was the device that it names.</param>
    /// <param name="tag">Where the keys come from.</param>
    KeyPackageKeys KeyPackage(UserEpoch epoch, ILeafTag tag);

    /// <summary>The creator's leaf and epoch 0 of a new group.</summary>
    Creation NextCreation(UserEpoch epoch, GroupId group);

    /// <summary>The same for a group that a sibling has created.</summary>
    /// <param name="epoch">As for KeyPackages.</param>
    /// <param name="group">The group.</param>
    /// <param name="tag">Where the keys come from.</param>
    Creation Creation(UserEpoch epoch, GroupId group, ILeafTag tag);

    /// <summary>Copies of everything that keys are derived from, for a thief.</summary>
    IDerivations Steal();

    /// <summary>For snapshots; the epochs are not in it.</summary>
    void Write(TlsWriter writer);
}
