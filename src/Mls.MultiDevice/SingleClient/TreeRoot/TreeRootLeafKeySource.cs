using Mls.Core.Crypto;
using Mls.Core.Schedule;
using Mls.Core.Seams;
using Mls.Core.Secrets;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>Leaf keys of the virtual client, derived from an epoch of the user group; each call takes a new generation, also where the Commit is refused:
/// were path secrets shared between a refused and an accepted Commit, a member that the accepted one removes could open it with the refused one.</summary>
/// <param name="active">The epoch to derive from at first, lent.</param>
/// <param name="counters">The device's counters, lent.</param>
/// <param name="signatures">Where signature keys come from; each leaf's seed where nothing is said.</param>
public sealed class TreeRootLeafKeySource(UserEpoch active, GenerationCounters counters, LeafSignatures? signatures = null) : ILeafKeySource
{
    /// <summary>The epoch to derive from, lent: the current one, or the provisional one while a bundle is built.</summary>
    public UserEpoch Active { get; set; } = active;

    /// <inheritdoc/>
    public LeafKeys Next(ICryptoProvider crypto, IRandomSource random, GroupId group, SignaturePrivateKey current) =>
        TreeRootKeys.Leaf(crypto, Active, TreeRootUse.Leaf, group, Active.OwnLeaf.Value, counters.Next(TreeRootUse.Leaf), signatures);
}
