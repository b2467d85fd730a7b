using Mls.Core.Crypto;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>Ratchet trees as records, one for each node, named by place and tree hash: versions share their records as they share their nodes.</summary>
internal static class TreeRecords
{
    public static void Put(DeltaWriter delta, ICryptoProvider crypto, RatchetTree tree, RatchetTree? stored)
    {
        foreach (var node in TreeDifference.Nodes(crypto, tree, stored))
        {
            delta.PutNode(RecordKeys.TreeNode(node.Index.Value, node.TreeHash(crypto)), writer => Write(writer, crypto, node));
        }
    }

    /// <summary>Deletes the nodes of <paramref name="dropped"/> that no kept tree has.</summary>
    /// <param name="delta">The changes.</param>
    /// <param name="crypto">The suite's primitives.</param>
    /// <param name="dropped">A tree that goes.</param>
    /// <param name="next">The tree of the epoch after it: its nodes are left to it; none where there is none.</param>
    /// <param name="kept">The trees that stay.</param>
    public static void Delete(DeltaWriter delta, ICryptoProvider crypto, RatchetTree dropped, RatchetTree? next, IReadOnlyCollection<RatchetTree> kept)
    {
        foreach (var node in TreeDifference.Nodes(crypto, dropped, next))
        {
            if (!kept.Any(tree => TreeDifference.Has(crypto, tree, node)))
            {
                delta.DeleteNode(RecordKeys.TreeNode(node.Index.Value, node.TreeHash(crypto)));
            }
        }
    }

    private static void Write(TlsWriter writer, ICryptoProvider crypto, TreeNode node)
    {
        if (node is not ParentSlot parent)
        {
            ((LeafSlot)node).Node!.Write(writer);
            return;
        }

        writer.WriteOptional(parent.Node);
        writer.WriteOpaque(parent.Left.HasContent ? parent.Left.TreeHash(crypto) : default);
        writer.WriteOpaque(parent.Right.HasContent ? parent.Right.TreeHash(crypto) : default);
    }
}
