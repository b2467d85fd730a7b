using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Tree;

/// <summary>RFC 9420, section 7.9: parent hashes tie each node to the Commit that set the node above it.</summary>
public static class ParentHasher
{
    /// <summary>The parent hash that <paramref name="parent"/> gives to its descendant, with the copath child <paramref name="sibling"/> as it was then.</summary>
    public static OpaqueBytes Hash(ICryptoProvider crypto, ParentNode parent, TreeNode sibling)
    {
        var original = TreeChanges.WithoutUnmerged(sibling, parent.UnmergedLeaves.Span);
        using var writer = new TlsWriter();
        parent.EncryptionKey.Write(writer);
        writer.WriteOpaque(parent.ParentHash);
        writer.WriteOpaque(original.TreeHash(crypto));
        var digest = new byte[crypto.HashLength];
        crypto.Hash(writer.Written, digest);
        return OpaqueBytes.Own(digest);
    }

    /// <summary>The first parent that no descendant vouches for, or <see langword="null"/> in a valid tree (RFC 9420, section 7.9.2).</summary>
    public static NodeIndex? FirstInvalid(ICryptoProvider crypto, RatchetTree tree)
    {
        var open = new Stack<TreeNode>();
        open.Push(tree.Root);
        while (open.TryPop(out var node))
        {
            if (node is not ParentSlot parent)
            {
                continue;
            }

            if (parent.Node is not null && !IsVouchedFor(crypto, parent, parent.Node))
            {
                return parent.Index;
            }

            open.Push(parent.Left);
            open.Push(parent.Right);
        }

        return null;
    }

    private static bool IsVouchedFor(ICryptoProvider crypto, ParentSlot parent, ParentNode node) =>
        IsVouchedForBy(crypto, node, parent.Left, parent.Right) || IsVouchedForBy(crypto, node, parent.Right, parent.Left);

    private static bool IsVouchedForBy(ICryptoProvider crypto, ParentNode node, TreeNode child, TreeNode sibling)
    {
        var unmergedBelow = new HashSet<NodeIndex>();
        foreach (var leaf in node.UnmergedLeaves)
        {
            if (TreeMath.IsUnder(leaf, child.Index))
            {
                unmergedBelow.Add(leaf.Node);
            }
        }

        var resolution = Resolution.Of(child);
        if (resolution.Count != unmergedBelow.Count + 1)
        {
            return false;
        }

        // Exactly one node of the resolution may be missing from the unmerged leaves: the one that vouches.
        TreeNode? voucher = null;
        foreach (var one in resolution)
        {
            if (!unmergedBelow.Contains(one.Index))
            {
                if (voucher is not null)
                {
                    return false;
                }

                voucher = one;
            }
        }

        return StoredHash(voucher) is { } stored && stored == Hash(crypto, node, sibling);
    }

    private static OpaqueBytes? StoredHash(TreeNode? node) => node switch
    {
        ParentSlot { Node: { } parent } => parent.ParentHash,
        LeafSlot { Node.Source: LeafNodeSource.Commit source } => source.ParentHash,
        _ => null,
    };
}
