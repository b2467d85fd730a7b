using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>A tree of a past epoch in a snapshot: only the nodes in which it differs from a tree close to it. Restored, both share the rest again.</summary>
internal static class GroupSnapshotTree
{
    private const byte Same = 0;
    private const byte Blank = 1;
    private const byte Filled = 2;

    public static void Write(TlsWriter writer, RatchetTree tree, RatchetTree near)
    {
        writer.WriteUInt8((byte)tree.Root.Index.Level);
        Write(writer, tree.Root, near, Counterpart(tree.Root.Index, near));
    }

    /// <exception cref="MalformedException">Not what <see cref="Write(TlsWriter, RatchetTree, RatchetTree)"/> wrote beside an equal tree.</exception>
    public static RatchetTree Read(ref TlsReader reader, RatchetTree near)
    {
        var level = reader.ReadUInt8();
        if (1u << Math.Min(level, (byte)31) > RatchetTree.MaxLeafCount)
        {
            throw reader.Malformed($"tree of {level} levels");
        }

        var changes = new Changes();
        var root = Read(ref reader, TreeMath.Root(1u << level), near, changes);
        for (var outside = near.Root; outside.Index.Level > level; outside = ((ParentSlot)outside).Left)
        {
            changes.Gone(outside);
            changes.AllGone(((ParentSlot)outside).Right);
        }

        return new RatchetTree(root, changes.ApplyTo(near.Facts));
    }

    private static void Write(TlsWriter writer, TreeNode node, RatchetTree near, TreeNode? counterpart)
    {
        if (counterpart is not null && AreSame(node, counterpart))
        {
            writer.WriteUInt8(Same);
            return;
        }

        writer.WriteUInt8(node.IsBlank ? Blank : Filled);
        if (node is not ParentSlot parent)
        {
            ((LeafSlot)node).Node?.Write(writer);
            return;
        }

        parent.Node?.Write(writer);
        Write(writer, parent.Left, near, (counterpart as ParentSlot)?.Left ?? Counterpart(parent.Left.Index, near));
        Write(writer, parent.Right, near, (counterpart as ParentSlot)?.Right ?? Counterpart(parent.Right.Index, near));
    }

    private static TreeNode Read(ref TlsReader reader, NodeIndex index, RatchetTree near, Changes changes)
    {
        var counterpart = Counterpart(index, near);
        var form = reader.ReadUInt8();
        if (form == Same && counterpart is not null)
        {
            return counterpart;
        }

        if (form is not (Blank or Filled))
        {
            throw reader.Malformed($"node of form {form}");
        }

        changes.Gone(counterpart);
        if (index.IsLeaf)
        {
            return changes.Come(new LeafSlot(index.Leaf, form == Blank ? null : LeafNode.Read(ref reader)));
        }

        var content = form == Blank ? null : ParentNode.Read(ref reader);
        var left = Read(ref reader, TreeMath.Left(index), near, changes);
        return changes.Come(new ParentSlot(index, content, left, Read(ref reader, TreeMath.Right(index), near, changes)));
    }

    /// <summary>The node at the same place, where the other tree reaches so far.</summary>
    private static TreeNode? Counterpart(NodeIndex index, RatchetTree near) => index.Value < TreeMath.NodeCount(near.LeafCount) ? near.Node(index) : null;

    // By content: a tree that is shared with others holds equal nodes, not the same objects.
    private static bool AreSame(TreeNode one, TreeNode other)
    {
        if (ReferenceEquals(one, other))
        {
            return true;
        }

        return one switch
        {
            LeafSlot leaf => other is LeafSlot same && Equals(leaf.Node, same.Node),
            ParentSlot parent => other is ParentSlot same && parent.Members == same.Members && Equals(parent.Node, same.Node)
                && AreSame(parent.Left, same.Left) && AreSame(parent.Right, same.Right),
            _ => false,
        };
    }

    /// <summary>Nodes in which two trees differ.</summary>
    private sealed class Changes
    {
        private readonly List<TreeNode> _gone = [];
        private readonly List<TreeNode> _come = [];

        public void Gone(TreeNode? node)
        {
            if (node is not null)
            {
                _gone.Add(node);
            }
        }

        public void AllGone(TreeNode node)
        {
            Gone(node);
            if (node is ParentSlot parent)
            {
                AllGone(parent.Left);
                AllGone(parent.Right);
            }
        }

        public TreeNode Come(TreeNode node)
        {
            _come.Add(node);
            return node;
        }

        public TreeFacts ApplyTo(TreeFacts facts)
        {
            foreach (var node in _gone)
            {
                facts = node is LeafSlot leaf ? facts.Without(leaf.Node) : facts.Without(((ParentSlot)node).Node);
            }

            foreach (var node in _come)
            {
                facts = node is LeafSlot { Node: var member } ? (member is null ? facts : facts.With(member)) : facts.With(((ParentSlot)node).Node);
            }

            return facts;
        }
    }
}
