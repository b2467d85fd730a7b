using System.Collections.Immutable;
using Mls.Core.Crypto;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Tree;

/// <summary>RFC 9420, section 12.4.3.3: <c>optional&lt;Node&gt; ratchet_tree&lt;V&gt;</c>, the nodes from left to right up to the last that is not blank.</summary>
internal static class RatchetTreeCodec
{
    public static RatchetTree Read(ref TlsReader reader)
    {
        var content = reader.ReadVector();
        var leaves = new List<LeafNode?>();
        var parents = new List<ParentNode?>();
        var lastIsBlank = false;
        for (var isLeaf = true; !content.AtEnd; isLeaf = !isLeaf)
        {
            lastIsBlank = !content.ReadPresence();
            if (!lastIsBlank)
            {
                RequireType(ref content, isLeaf, leaves.Count + parents.Count);
            }

            if (isLeaf)
            {
                leaves.Add(lastIsBlank ? null : LeafNode.Read(ref content));
            }
            else
            {
                parents.Add(lastIsBlank ? null : ParentNode.Read(ref content));
            }
        }

        if (leaves.Count == 0)
        {
            throw content.Malformed(WireRules.TreeEmpty, "ratchet tree without nodes");
        }

        if (lastIsBlank)
        {
            throw content.Malformed(WireRules.TreeTrailingBlank, "ratchet tree that ends in a blank node");
        }

        if (leaves.Count == parents.Count)
        {
            throw content.Malformed(WireRules.TreeEvenNodeCount, "ratchet tree with an even number of nodes");
        }

        var count = TreeMath.RoundUp((uint)leaves.Count);
        if (count > RatchetTree.MaxLeafCount)
        {
            throw content.Malformed($"ratchet tree of {count} leaves, allowed are {RatchetTree.MaxLeafCount}");
        }

        return new RatchetTree(Build(TreeMath.Root(count), leaves, parents), FactsOf(leaves, parents));
    }

    public static void Write(RatchetTree tree, TlsWriter writer)
    {
        var mark = writer.BeginVector();
        var trailing = 0;
        WriteNode(tree.Root, writer, ref trailing);
        writer.EndVector(mark);
    }

    private static void RequireType(ref TlsReader content, bool isLeaf, int place)
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

    private static TreeNode Build(NodeIndex index, List<LeafNode?> leaves, List<ParentNode?> parents)
    {
        if (index.IsLeaf)
        {
            var leaf = index.Leaf;
            return new LeafSlot(leaf, leaf.Value < leaves.Count ? leaves[(int)leaf.Value] : null);
        }

        var place = (int)(index.Value / 2);
        return new ParentSlot(
            index,
            place < parents.Count ? parents[place] : null,
            Build(TreeMath.Left(index), leaves, parents),
            Build(TreeMath.Right(index), leaves, parents));
    }

    private static TreeFacts FactsOf(List<LeafNode?> leaves, List<ParentNode?> parents)
    {
        var keys = ImmutableHashSet.CreateBuilder<HpkePublicKey>();
        var signatureKeys = ImmutableHashSet.CreateBuilder<SignaturePublicKey>();
        var profiles = new Dictionary<LeafProfile, uint>();
        foreach (var leaf in leaves)
        {
            if (leaf is not null)
            {
                keys.Add(leaf.EncryptionKey);
                signatureKeys.Add(leaf.SignatureKey);
                var profile = LeafProfile.Of(leaf);
                profiles[profile] = profiles.GetValueOrDefault(profile) + 1;
            }
        }

        foreach (var parent in parents)
        {
            if (parent is not null)
            {
                keys.Add(parent.EncryptionKey);
            }
        }

        return new TreeFacts(keys.ToImmutable(), signatureKeys.ToImmutable(), profiles.ToImmutableDictionary());
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
