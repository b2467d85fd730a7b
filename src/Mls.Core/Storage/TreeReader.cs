using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>Puts trees together from their records; nodes that several trees share become one object again.</summary>
internal sealed class TreeReader(ICryptoProvider crypto, RecordReader records)
{
    private readonly Dictionary<OpaqueBytes, TreeNode> _known = [];

    /// <summary>How many records have been used.</summary>
    public int Used => _known.Count;

    /// <summary>The tree whose root has that place and hash.</summary>
    /// <param name="leafCount">Leaves, a power of two.</param>
    /// <param name="treeHash">What the GroupContext of the epoch says.</param>
    /// <param name="near">A tree that differs little, where there is one.</param>
    /// <exception cref="MalformedException">A node is missing, or they do not give this hash.</exception>
    public RatchetTree Read(uint leafCount, OpaqueBytes treeHash, RatchetTree? near)
    {
        var root = Read(TreeMath.Root(leafCount), treeHash);
        if (root.TreeHash(crypto) != treeHash)
        {
            throw new MalformedException("stored nodes do not give the tree hash of the epoch", 0);
        }

        return new RatchetTree(root, near is null ? null : FactsBeside(root, near));
    }

    private TreeNode Read(NodeIndex index, OpaqueBytes hash)
    {
        var key = RecordKeys.TreeNode(index.Value, hash);
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        var reader = new TlsReader(records.Content(key));
        TreeNode node;
        if (index.IsLeaf)
        {
            node = new LeafSlot(index.Leaf, LeafNode.Read(ref reader));
            reader.ExpectEnd();
        }
        else
        {
            var content = reader.ReadOptional<ParentNode>();
            var left = reader.ReadOpaque();
            var right = reader.ReadOpaque();
            reader.ExpectEnd();
            node = new ParentSlot(index, content, Below(TreeMath.Left(index), left), Below(TreeMath.Right(index), right));
        }

        _known.Add(key, node);
        return node;
    }

    private TreeNode Below(NodeIndex index, OpaqueBytes hash) => hash.IsEmpty ? TreeNode.Blank(index) : Read(index, hash);

    private TreeFacts FactsBeside(TreeNode root, RatchetTree near)
    {
        var tree = new RatchetTree(root, near.Facts);
        var facts = near.Facts;
        foreach (var node in TreeDifference.Nodes(crypto, near, tree))
        {
            facts = node is LeafSlot leaf ? facts.Without(leaf.Node) : facts.Without(((ParentSlot)node).Node);
        }

        foreach (var node in TreeDifference.Nodes(crypto, tree, near))
        {
            facts = node is LeafSlot { Node: { } member } ? facts.With(member) : facts.With(((ParentSlot)node).Node);
        }

        return facts;
    }
}
