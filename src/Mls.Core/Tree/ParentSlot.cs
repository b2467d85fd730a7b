using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Tree;

/// <summary>A parent of the tree, blank or not, with its two subtrees.</summary>
public sealed class ParentSlot : TreeNode
{
    private TreeNode? _left;
    private TreeNode? _right;

    /// <summary>A parent above two subtrees.</summary>
    public ParentSlot(NodeIndex index, ParentNode? node, TreeNode left, TreeNode right)
        : base(index, checked(left.Members + right.Members), node is not null || left.HasContent || right.HasContent)
    {
        Node = node;
        _left = left;
        _right = right;
    }

    /// <summary>A parent without any content below: its subtrees are made when somebody looks at them.</summary>
    internal ParentSlot(NodeIndex index)
        : base(index, 0, hasContent: false)
    {
    }

    /// <summary>The parent node, or <see langword="null"/> where blank.</summary>
    public ParentNode? Node { get; }

    /// <summary>The left subtree.</summary>
    public TreeNode Left => _left ??= Blank(TreeMath.Left(Index));

    /// <summary>The right subtree.</summary>
    public TreeNode Right => _right ??= Blank(TreeMath.Right(Index));

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
