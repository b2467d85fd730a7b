using System.Collections.Immutable;
using System.Security.Cryptography;
using Grains.Interfaces.Contracts.Views;
using Mls.Core.Tree;

namespace Grains.Views;

/// <summary>Ratchet trees as somebody who watches may see them.</summary>
internal static class TreeViews
{
    /// <summary>Enough to tell keys of one tree apart.</summary>
    private const int KeyNameLength = 4;

    /// <summary>The tree.</summary>
    /// <param name="group">The group's actor name.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="addresses">Delivery addresses by leaf.</param>
    public static TreeView Of(string group, ulong epoch, RatchetTree tree, IReadOnlyDictionary<uint, string> addresses)
    {
        var nodes = new TreeNodeView[(2 * tree.LeafCount) - 1];
        Fill(tree.Root, nodes, addresses);
        return new TreeView(group, (long)epoch, (int)tree.LeafCount, ImmutableArray.Create(nodes));
    }

    private static void Fill(TreeNode node, TreeNodeView[] nodes, IReadOnlyDictionary<uint, string> addresses)
    {
        var index = (int)node.Index.Value;
        if (node is not ParentSlot parent)
        {
            nodes[index] = new TreeNodeView(index, node.IsBlank, KeyName(node), [], node.IsBlank ? string.Empty : addresses.GetValueOrDefault(node.Index.Leaf.Value, string.Empty));
            return;
        }

        nodes[index] = new TreeNodeView(index, node.IsBlank, KeyName(node), [.. parent.Node?.UnmergedLeaves.Select(leaf => (int)leaf.Value) ?? []], string.Empty);
        Fill(parent.Left, nodes, addresses);
        Fill(parent.Right, nodes, addresses);
    }

    private static string KeyName(TreeNode node) =>
        node.EncryptionKey is { } key ? Convert.ToHexStringLower(SHA256.HashData(key.Octets.Span).AsSpan(0, KeyNameLength)) : string.Empty;
}
