using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.Core.Tree;

/// <summary>One immutable node of a persistent tree; every change copies the path above it and shares the rest. Caches its tree hash.</summary>
public abstract class TreeNode
{
    private OpaqueBytes _treeHash;

    private protected TreeNode(NodeIndex index, uint members, bool hasContent)
    {
        Index = index;
        Members = members;
        HasContent = hasContent;
    }

    /// <summary>Place in the array form of the tree.</summary>
    public NodeIndex Index { get; }

    /// <summary>Leaves in this subtree that are not blank.</summary>
    public uint Members { get; }

    /// <summary>Whether any node of this subtree is not blank, that is, whether its resolution is not empty.</summary>
    public bool HasContent { get; }

    /// <summary>Whether this node itself is blank.</summary>
    public abstract bool IsBlank { get; }

    /// <summary>The public key, or <see langword="null"/> where blank.</summary>
    public abstract HpkePublicKey? EncryptionKey { get; }

    /// <summary>RFC 9420, section 7.8. Computed once: a node never changes.</summary>
    public OpaqueBytes TreeHash(ICryptoProvider crypto)
    {
        // A single reference, so that members on several threads see none or all of it.
        var known = _treeHash;
        return known.IsEmpty ? _treeHash = ComputeTreeHash(crypto) : known;
    }

    /// <summary>A subtree without any content.</summary>
    internal static TreeNode Blank(NodeIndex index) => index.IsLeaf ? new LeafSlot(index.Leaf, null) : new ParentSlot(index);

    private protected abstract OpaqueBytes ComputeTreeHash(ICryptoProvider crypto);

    private protected static OpaqueBytes HashOf(ICryptoProvider crypto, TlsWriter input)
    {
        var digest = new byte[crypto.HashLength];
        crypto.Hash(input.Written, digest);
        return OpaqueBytes.Own(digest);
    }
}
