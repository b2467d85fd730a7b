using Mls.Core.Crypto;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Tree;

/// <summary>A parent of the tree, blank or not, with its two subtrees.</summary>
public sealed class ParentSlot(NodeIndex index, ParentNode? node, TreeNode left, TreeNode right)
    : TreeNode(index, checked(left.Members + right.Members), node is not null || left.HasContent || right.HasContent)
{
    /// <summary>The parent node, or <see langword="null"/> where blank.</summary>
    public ParentNode? Node { get; } = node;

    /// <summary>The left subtree.</summary>
    public TreeNode Left { get; } = left;

    /// <summary>The right subtree.</summary>
    public TreeNode Right { get; } = right;

    /// <inheritdoc/>
    public override bool IsBlank => Node is null;

    /// <inheritdoc/>
    public override HpkePublicKey? EncryptionKey => Node?.EncryptionKey;

    /// <summary>The child above <paramref name="leaf"/>.</summary>
    public TreeNode Toward(LeafIndex leaf) => TreeMath.IsUnder(leaf, Left.Index) ? Left : Right;

    /// <summary>The child that is not above <paramref name="leaf"/>.</summary>
    public TreeNode AwayFrom(LeafIndex leaf) => TreeMath.IsUnder(leaf, Left.Index) ? Right : Left;

    private protected override OpaqueBytes ComputeTreeHash(ICryptoProvider crypto)
    {
        using var writer = new TlsWriter();
        writer.WriteUInt8((byte)NodeType.Parent);
        writer.WriteOptional(Node);
        writer.WriteOpaque(Left.TreeHash(crypto));
        writer.WriteOpaque(Right.TreeHash(crypto));
        return HashOf(crypto, writer);
    }
}
