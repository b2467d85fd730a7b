using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Seams;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>Follows a sibling's Commit: derives the keys that the leaf's <see cref="LeafRef"/> names and compares all public halves.</summary>
/// <param name="epochs">The user group's epochs, lent.</param>
/// <param name="signatures">Where signature keys come from; each leaf's seed where nothing is said.</param>
public sealed class LeafRefResolver(UserEpochs epochs, LeafSignatures? signatures = null) : IOwnLeafResolver
{
    /// <inheritdoc/>
    public OwnLeafResolution Resolve(ICryptoProvider crypto, GroupId group, LeafNode leaf)
    {
        if (Reference(leaf) is not { } reference)
        {
            return new OwnLeafResolution.Forged();
        }

        if (epochs.Find(reference.EpochTag) is not { } epoch)
        {
            // Waiting for an epoch that is no longer kept would never end: it is recovered from as a forgery is, by an external Commit.
            return epochs.HasDropped(reference.EpochTag)
                ? new OwnLeafResolution.Forged()
                : new OwnLeafResolution.NotYet($"user-group epoch {reference.EpochTag:x16}");
        }

        if (!VirtualLeafChecks.NamesCurrentDevice(reference, epoch))
        {
            return new OwnLeafResolution.Forged();
        }

        var keys = TreeRootKeys.Leaf(crypto, epoch, new TreeRootPlace(TreeRootUse.Leaf, group, reference.DeviceLeaf, reference.Generation), signatures);
        if (VirtualLeafChecks.KeysMatch(keys, leaf))
        {
            return new OwnLeafResolution.Sibling(keys);
        }

        keys.Dispose();
        return new OwnLeafResolution.Forged();
    }

    private static LeafRef? Reference(LeafNode leaf)
    {
        try
        {
            return LeafRef.Of(leaf);
        }
        catch (MalformedException)
        {
            // Whoever can write a leaf at one's own place can write nonsense into it; no sibling does.
            return null;
        }
    }
}
