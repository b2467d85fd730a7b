using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Seams;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>Leaf keys of the virtual client, derived from an epoch of the user group; each call takes a new generation, also where the Commit is refused:
/// were path secrets shared between a refused and an accepted Commit, a member that the accepted one removes could open it with the refused one.</summary>
/// <param name="epoch">The epoch to derive from, asked for each time, lent: the current one, or the provisional one while a bundle is built.</param>
/// <param name="counters">The device's counters, lent.</param>
/// <param name="signatures">Where signature keys come from; each leaf's seed where nothing is said.</param>
public sealed class TreeRootLeafKeySource(Func<UserEpoch> epoch, GenerationCounters counters, LeafSignatures? signatures = null) : ILeafKeySource
{
    /// <inheritdoc/>
    public LeafKeys Next(ICryptoProvider crypto, IRandomSource random, GroupId group, SignaturePrivateKey current)
    {
        var active = epoch();
        return TreeRootKeys.Leaf(crypto, active, new TreeRootPlace(TreeRootUse.Leaf, group, active.OwnLeaf.Value, counters.Next(TreeRootUse.Leaf)), signatures);
    }
}
