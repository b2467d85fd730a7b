using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Tree;

/// <summary>The changes that proposals and paths make to a tree (RFC 9420, sections 7.5, 7.7 and 12.1): each returns the next tree.</summary>
public static class TreeChanges
{
    /// <summary>Adds a member at the leftmost free leaf; it is unmerged at every parent above that is not blank.</summary>
    public static (RatchetTree Tree, LeafIndex Leaf) Add(this RatchetTree tree, LeafNode member)
    {
        var leaf = tree.NextFreeLeaf();
        var root = leaf.Value < tree.LeafCount ? tree.Root : Doubled(tree.Root);
        var facts = tree.Facts.With(member);
        var changed = Rebuild(root, leaf, member, parent => parent is null ? null : parent with { UnmergedLeaves = Inserted(parent.UnmergedLeaves, leaf) });
        return (new RatchetTree(changed, facts), leaf);
    }

    /// <summary>The leaf where a joiner by external Commit will stand, still blank; the tree is doubled where it is full (RFC 9420, section 12.4.3.2).</summary>
    public static (RatchetTree Tree, LeafIndex Leaf) Reserve(this RatchetTree tree)
    {
        var leaf = tree.NextFreeLeaf();
        return (leaf.Value < tree.LeafCount ? tree : new RatchetTree(Doubled(tree.Root), tree.Facts), leaf);
    }

    /// <summary>Replaces a member's leaf and blanks its direct path.</summary>
    public static RatchetTree Update(this RatchetTree tree, LeafIndex leaf, LeafNode member)
    {
        var facts = tree.BlankedFacts(leaf).Without(tree.Leaf(leaf)).With(member);
        return new RatchetTree(Rebuild(tree.Root, leaf, member, static _ => null), facts);
    }

    /// <summary>Blanks a member's leaf and direct path, and drops the right half of the tree while it is empty.</summary>
    public static RatchetTree Remove(this RatchetTree tree, LeafIndex leaf)
    {
        var facts = tree.BlankedFacts(leaf).Without(tree.Leaf(leaf));
        var root = Rebuild(tree.Root, leaf, null, static _ => null);
        while (root is ParentSlot { Right.Members: 0 } parent)
        {
            facts = facts.Without(parent.Node);
            root = parent.Left;
        }

        return new RatchetTree(root, facts);
    }

    /// <summary>Puts a committer's new leaf and path keys in place: nodes of the filtered direct path get them, the others of the direct path go blank.</summary>
    /// <param name="tree">The tree after the proposals.</param>
    /// <param name="leaf">The committer.</param>
    /// <param name="member">Its new leaf.</param>
    /// <param name="parents">The new parents by their place.</param>
    public static RatchetTree WithPath(this RatchetTree tree, LeafIndex leaf, LeafNode member, IReadOnlyDictionary<NodeIndex, ParentNode> parents)
    {
        var facts = tree.BlankedFacts(leaf).Without(tree.Leaf(leaf)).With(member);
        foreach (var parent in parents.Values)
        {
            facts = facts.With(parent);
        }

        return new RatchetTree(RebuildPath(tree.Root, leaf, member, parents), facts);
    }

    /// <summary>A subtree as it was before <paramref name="unmerged"/> joined: their leaves blank and their names off every list (RFC 9420, section 7.9).</summary>
    internal static TreeNode WithoutUnmerged(TreeNode node, ReadOnlySpan<LeafIndex> unmerged)
    {
        unmerged = TreeMath.Under(unmerged, node.Index);
        if (unmerged.IsEmpty)
        {
            return node;
        }

        if (node is not ParentSlot parent)
        {
            return new LeafSlot(node.Index.Leaf, null);
        }

        var kept = parent.Node;
        if (kept is not null)
        {
            var lists = new List<LeafIndex>();
            foreach (var leaf in kept.UnmergedLeaves)
            {
                if (unmerged.BinarySearch(leaf) < 0)
                {
                    lists.Add(leaf);
                }
            }

            kept = kept with { UnmergedLeaves = lists.ToValueList() };
        }

        return new ParentSlot(parent.Index, kept, WithoutUnmerged(parent.Left, unmerged), WithoutUnmerged(parent.Right, unmerged));
    }

    private static TreeFacts BlankedFacts(this RatchetTree tree, LeafIndex leaf)
    {
        var facts = tree.Facts;
        foreach (var parent in tree.DirectPath(leaf))
        {
            facts = facts.Without(parent.Node);
        }

        return facts;
    }

    private static TreeNode Rebuild(TreeNode node, LeafIndex leaf, LeafNode? member, Func<ParentNode?, ParentNode?> change)
    {
        if (node is not ParentSlot parent)
        {
            return new LeafSlot(leaf, member);
        }

        var child = Rebuild(parent.Toward(leaf), leaf, member, change);
        return Joined(parent, child, change(parent.Node));
    }

    private static TreeNode RebuildPath(TreeNode node, LeafIndex leaf, LeafNode member, IReadOnlyDictionary<NodeIndex, ParentNode> parents)
    {
        if (node is not ParentSlot parent)
        {
            return new LeafSlot(leaf, member);
        }

        var child = RebuildPath(parent.Toward(leaf), leaf, member, parents);
        return Joined(parent, child, parents.GetValueOrDefault(parent.Index));
    }

    private static ParentSlot Joined(ParentSlot parent, TreeNode child, ParentNode? node) => child.Index.Value < parent.Index.Value
        ? new ParentSlot(parent.Index, node, child, parent.Right)
        : new ParentSlot(parent.Index, node, parent.Left, child);

    private static ParentSlot Doubled(TreeNode root)
    {
        var level = root.Index.Level;
        var top = new NodeIndex((2u << level) - 1);
        return new ParentSlot(top, null, root, TreeNode.Blank(TreeMath.Right(top)));
    }

    private static ValueList<LeafIndex> Inserted(ValueList<LeafIndex> sorted, LeafIndex leaf)
    {
        var place = sorted.Span.BinarySearch(leaf);
        if (place >= 0)
        {
            return sorted;
        }

        var items = new List<LeafIndex>(sorted);
        items.Insert(~place, leaf);
        return items.ToValueList();
    }
}
