using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Tree;

/// <summary>A leaf of the tree, blank or not.</summary>
public sealed class LeafSlot(LeafIndex leaf, LeafNode? node) : TreeNode(leaf.Node, node is null ? 0u : 1u, node is not null)
{
    /// <summary>The member, or <see langword="null"/> where blank.</summary>
    public LeafNode? Node { get; } = node;

    /// <inheritdoc/>
    public override bool IsBlank => Node is null;

    /// <inheritdoc/>
    public override HpkePublicKey? EncryptionKey => Node?.EncryptionKey;

    private protected override OpaqueBytes ComputeTreeHash(ICryptoProvider crypto)
    {
        using var writer = new TlsWriter();
        writer.WriteUInt8((byte)NodeType.Leaf);
        Index.Leaf.Write(writer);
        writer.WriteOptional(Node);
        return HashOf(crypto, writer);
    }
}
