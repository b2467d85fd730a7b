using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Tree;

/// <summary>Parent hashes along a new path, from the top down (RFC 9420, section 7.9).</summary>
internal static class PathHashes
{
    /// <summary>The new parents of a filtered direct path, and the parent hash that the committer's leaf must carry.</summary>
    /// <param name="crypto">The suite's primitives.</param>
    /// <param name="filtered">The filtered direct path before the change, from the leaf upwards.</param>
    /// <param name="keys">The new public keys in the same order.</param>
    /// <param name="committer">The leaf below.</param>
    /// <param name="leafParentHash">Empty where the path is.</param>
    public static Dictionary<NodeIndex, ParentNode> Parents(
        ICryptoProvider crypto, IReadOnlyList<ParentSlot> filtered, IReadOnlyList<HpkePublicKey> keys, LeafIndex committer, out OpaqueBytes leafParentHash)
    {
        var parents = new Dictionary<NodeIndex, ParentNode>(filtered.Count);
        leafParentHash = OpaqueBytes.Empty;
        for (var i = filtered.Count - 1; i >= 0; i--)
        {
            var parent = new ParentNode(keys[i], leafParentHash, []);
            parents[filtered[i].Index] = parent;
            leafParentHash = ParentHasher.Hash(crypto, parent, filtered[i].AwayFrom(committer));
        }

        return parents;
    }
}
