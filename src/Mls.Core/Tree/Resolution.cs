using Mls.Core.Identifiers;

namespace Mls.Core.Tree;

/// <summary>RFC 9420, section 4.1.1: the nodes whose keys together reach everybody in a subtree.</summary>
public static class Resolution
{
    /// <summary>The resolution of <paramref name="node"/>, in the order of the RFC.</summary>
    public static IReadOnlyList<TreeNode> Of(TreeNode node)
    {
        var found = new List<TreeNode>();
        Collect(node, found);
        return found;
    }

    /// <summary>The resolution without leaves that were added in the same Commit (RFC 9420, section 7.5).</summary>
    public static IReadOnlyList<TreeNode> Of(TreeNode node, IReadOnlySet<LeafIndex> added)
    {
        var found = Of(node);
        return added.Count == 0 ? found : [.. found.Where(one => !one.Index.IsLeaf || !added.Contains(one.Index.Leaf))];
    }

    private static void Collect(TreeNode node, List<TreeNode> found)
    {
        if (!node.HasContent)
        {
            return;
        }

        if (!node.IsBlank)
        {
            found.Add(node);
            if (node is ParentSlot { Node: { } content } filled)
            {
                foreach (var leaf in content.UnmergedLeaves)
                {
                    found.Add(Descend(filled, leaf));
                }
            }
        }
        else if (node is ParentSlot parent)
        {
            Collect(parent.Left, found);
            Collect(parent.Right, found);
        }
    }

    private static TreeNode Descend(TreeNode node, LeafIndex leaf)
    {
        while (node is ParentSlot parent)
        {
            node = parent.Toward(leaf);
        }

        return node;
    }
}
