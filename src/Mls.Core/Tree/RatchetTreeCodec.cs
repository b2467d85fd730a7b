using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Tree;

/// <summary>RFC 9420, section 12.4.3.3: <c>optional&lt;Node&gt; ratchet_tree&lt;V&gt;</c>, the nodes from left to right up to the last that is not blank.</summary>
internal static class RatchetTreeCodec
{
    /// <summary>Memory of a node of the tree, and of its place in the list of those that are not blank.</summary>
    private const int NodeOctets = 160;

    public static RatchetTree Read(ref TlsReader reader)
    {
        var content = reader.ReadVector();
        content.Grant((RatchetTree.DecodeFactor - DecodeBudget.Factor) * (long)content.Remaining);
        var filled = new List<(uint Place, LeafNode? Leaf, ParentNode? Parent)>();
        var count = 0u;
        var lastIsBlank = true;
        for (; !content.AtEnd; count++)
        {
            lastIsBlank = !content.ReadPresence();
            if (lastIsBlank)
            {
                continue;
            }

            var isLeaf = count % 2 == 0;
            RequireType(ref content, isLeaf, count);
            content.Charge(NodeOctets);
            filled.Add((count, isLeaf ? LeafNode.Read(ref content) : null, isLeaf ? null : ParentNode.Read(ref content)));
        }

        if (count == 0)
        {
            throw content.Malformed(WireRules.TreeEmpty, "ratchet tree without nodes");
        }

        if (lastIsBlank)
        {
            throw content.Malformed(WireRules.TreeTrailingBlank, "ratchet tree that ends in a blank node");
        }

        if (count % 2 == 0)
        {
            throw content.Malformed(WireRules.TreeEvenNodeCount, "ratchet tree with an even number of nodes");
        }

        var leaves = TreeMath.RoundUp((count + 1) / 2);
        if (leaves > RatchetTree.MaxLeafCount)
        {
            throw content.Malformed($"ratchet tree of {leaves} leaves, allowed are {RatchetTree.MaxLeafCount}");
        }

        var next = 0;
        return new RatchetTree(Build(TreeMath.Root(leaves), filled, ref next, content), null);
    }

    public static void Write(RatchetTree tree, TlsWriter writer)
    {
        var mark = writer.BeginVector();
        var trailing = 0;
        WriteNode(tree.Root, writer, ref trailing);
        writer.EndVector(mark);
    }

    private static void RequireType(ref TlsReader content, bool isLeaf, uint place)
    {
        var type = (NodeType)content.ReadUInt8();
        var rule = type switch
        {
            NodeType.Leaf => isLeaf ? null : WireRules.TreeLeafAtOddPlace,
            NodeType.Parent => isLeaf ? WireRules.TreeParentAtEvenPlace : null,
            _ => WireRules.TreeNodeType,
        };
        if (rule is not null)
        {
            throw content.Malformed(rule, $"node type {(int)type} at node {place}, allowed are leaves at even and parents at odd places");
        }
    }

    // The list is in the order of the nodes from left to right, which is the order of this walk. A subtree without any of them is one node.
    private static TreeNode Build(NodeIndex index, List<(uint Place, LeafNode? Leaf, ParentNode? Parent)> filled, ref int next, TlsReader content)
    {
        content.Charge(NodeOctets / 2);
        if (next == filled.Count || filled[next].Place > index.Value + ((1u << index.Level) - 1))
        {
            return TreeNode.Blank(index);
        }

        if (index.IsLeaf)
        {
            return new LeafSlot(index.Leaf, filled[next++].Leaf);
        }

        var left = Build(TreeMath.Left(index), filled, ref next, content);
        var node = next < filled.Count && filled[next].Place == index.Value ? filled[next++].Parent : null;
        return new ParentSlot(index, node, left, Build(TreeMath.Right(index), filled, ref next, content));
    }

    // Blank nodes are held back until a node that is not blank follows, so that none ends the list.
    private static void WriteNode(TreeNode node, TlsWriter writer, ref int heldBack)
    {
        switch (node)
        {
            case ParentSlot parent:
                WriteNode(parent.Left, writer, ref heldBack);
                if (parent.Node is null)
                {
                    heldBack++;
                }
                else
                {
                    WriteHeldBack(writer, ref heldBack);
                    writer.WriteUInt8(1);
                    writer.WriteUInt8((byte)NodeType.Parent);
                    parent.Node.Write(writer);
                }

                WriteNode(parent.Right, writer, ref heldBack);
                break;
            case LeafSlot { Node: { } member }:
                WriteHeldBack(writer, ref heldBack);
                writer.WriteUInt8(1);
                writer.WriteUInt8((byte)NodeType.Leaf);
                member.Write(writer);
                break;
            default:
                heldBack++;
                break;
        }
    }

    private static void WriteHeldBack(TlsWriter writer, ref int heldBack)
    {
        for (; heldBack > 0; heldBack--)
        {
            writer.WriteUInt8(0);
        }
    }
}
