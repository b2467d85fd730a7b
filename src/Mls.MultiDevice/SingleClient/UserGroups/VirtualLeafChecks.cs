using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Seams;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.SingleClient.TreeRoot;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>What an application checks beyond RFC 9420 where a user is one leaf of a group. Pure predicates.</summary>
public static class VirtualLeafChecks
{
    /// <summary>(a) No user has two leaves, and every leaf is some user's.</summary>
    public static bool HasOneLeafPerUser(RatchetTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, leaf) in tree.Leaves())
        {
            if (MembershipChecks.UserOf(leaf) is not { } user || !seen.Add(user))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>(b) The tag of a leaf that a Commit of the virtual client brings names a device that was there in the user epoch that it is derived from.</summary>
    public static bool NamesCurrentDevice(ILeafTag? tag, UserEpoch epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        return tag is not null && tag.EpochTag == epoch.Tag && epoch.IsOccupied(tag.DeviceLeaf);
    }

    /// <summary>(c) Both derived public keys are the published ones.</summary>
    public static bool KeysMatch(LeafKeys derived, LeafNode published)
    {
        ArgumentNullException.ThrowIfNull(derived);
        ArgumentNullException.ThrowIfNull(published);
        return derived.EncryptionKey.PublicKey == published.EncryptionKey && derived.SignatureKey.PublicKey == published.SignatureKey;
    }

    /// <summary>(d) The user epoch behind the active leaf does not go back.</summary>
    /// <param name="present">The user epoch behind the present leaf; <see langword="null"/> where it is older than all that are kept.</param>
    /// <param name="next">The user epoch behind the leaf that takes its place.</param>
    public static bool DoesNotGoBack(Epoch? present, Epoch next) => present is not { } epoch || next >= epoch;

    /// <summary>(f) A KeyPackage derived in <paramref name="made"/> is usable: no device has been removed since.</summary>
    public static bool IsKeyPackageUsable(Epoch made, Epoch? lastRemoval) => lastRemoval is not { } removal || made >= removal;

    /// <summary>(f) The active leaf came in with a KeyPackage, or with the group itself, of an older user epoch: it is rotated before the first message, for a device
    /// that was removed since can derive its keys.</summary>
    /// <param name="activeLeaf">The leaf.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="epochs">The user group's epochs, lent.</param>
    public static bool MustRotateFirst(LeafNode activeLeaf, ILeafTag? tag, UserEpochs epochs)
    {
        ArgumentNullException.ThrowIfNull(activeLeaf);
        ArgumentNullException.ThrowIfNull(epochs);
        return activeLeaf.Source is LeafNodeSource.KeyPackage && tag?.EpochTag != epochs.Current.Tag;
    }

    /// <summary>(e) A device has been removed from the user group that the epoch behind a leaf still includes: nothing is sent before the leaf's rotation.</summary>
    /// <param name="tag">The tag of the active leaf.</param>
    /// <param name="epochs">The user group's epochs, lent.</param>
    /// <remarks>An epoch that is no longer kept is older than all that are.</remarks>
    public static bool IsRemovalPending(ILeafTag? tag, UserEpochs epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        return epochs.LastRemoval is { } removal && ((tag is null ? null : epochs.Find(tag.EpochTag)) is not { } epoch || epoch.Epoch < removal);
    }
}
