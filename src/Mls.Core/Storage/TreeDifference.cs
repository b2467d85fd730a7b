using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Tree;

namespace Mls.Core.Storage;

/// <summary>Compares trees node by node. Versions share their nodes, so this costs as much as they differ.</summary>
internal static class TreeDifference
{
    /// <summary>The nodes of <paramref name="tree"/>, blank subtrees left out, that <paramref name="other"/> does not have at the same place with everything below.</summary>
    public static IEnumerable<TreeNode> Nodes(ICryptoProvider crypto, RatchetTree tree, RatchetTree? other)
    {
        var open = new Stack<TreeNode>();
        open.Push(tree.Root);
        while (open.TryPop(out var node))
        {
            if (!node.HasContent || (other is not null && Has(crypto, other, node)))
            {
                continue;
            }

            yield return node;
            if (node is ParentSlot parent)
            {
                open.Push(parent.Right);
                open.Push(parent.Left);
            }
        }
    }

    /// <summary>Whether a tree has the same subtree at the same place; the tree hash covers all of it (RFC 9420, section 7.8).</summary>
    public static bool Has(ICryptoProvider crypto, RatchetTree tree, TreeNode node)
    {
        if (node.Index.Value >= TreeMath.NodeCount(tree.LeafCount))
        {
            return false;
        }

        var same = tree.Node(node.Index);
        return ReferenceEquals(same, node) || same.TreeHash(crypto) == node.TreeHash(crypto);
    }
}
