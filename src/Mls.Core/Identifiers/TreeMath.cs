namespace Mls.Core.Identifiers;

/// <summary>Relations in a perfect binary tree stored as an array (RFC 9420, Appendix C). Leaf counts are powers of two.</summary>
public static class TreeMath
{
    private const uint MostLeaves = 1u << 31;

    /// <summary>Nodes of a tree with <paramref name="leafCount"/> leaves.</summary>
    public static uint NodeCount(uint leafCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leafCount, MostLeaves);
        return leafCount == 0 ? 0 : leafCount - 1 + leafCount;
    }

    /// <summary>The root of a tree with <paramref name="leafCount"/> leaves.</summary>
    public static NodeIndex Root(uint leafCount)
    {
        ArgumentOutOfRangeException.ThrowIfZero(leafCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leafCount, MostLeaves);
        return new NodeIndex(leafCount - 1);
    }

    /// <summary>The left child; only for parents.</summary>
    public static NodeIndex Left(NodeIndex node) => new(node.Value ^ (1u << (ParentLevel(node) - 1)));

    /// <summary>The right child; only for parents.</summary>
    public static NodeIndex Right(NodeIndex node) => new(node.Value ^ (3u << (ParentLevel(node) - 1)));

    /// <summary>The parent; not for the root.</summary>
    public static NodeIndex Parent(NodeIndex node)
    {
        var level = node.Level;
        var b = (node.Value >> (level + 1)) & 1;
        return new NodeIndex((node.Value | (1u << level)) ^ (b << (level + 1)));
    }

    /// <summary>The other child of the parent; not for the root.</summary>
    public static NodeIndex Sibling(NodeIndex node)
    {
        var parent = Parent(node);
        return node.Value < parent.Value ? Right(parent) : Left(parent);
    }

    /// <summary>Whether <paramref name="leaf"/> lies under <paramref name="node"/>.</summary>
    public static bool IsUnder(LeafIndex leaf, NodeIndex node) => leaf.Value >> node.Level == (node.Value / 2) >> node.Level;

    /// <summary>The part of an ascending list that lies under <paramref name="node"/>.</summary>
    public static ReadOnlySpan<LeafIndex> Under(ReadOnlySpan<LeafIndex> ascending, NodeIndex node)
    {
        var first = node.Value / 2 >> node.Level << node.Level;
        var start = Place(ascending, new LeafIndex(first));
        return ascending[start..Place(ascending, new LeafIndex(checked(first + (1u << node.Level))))];
    }

    /// <summary>The lowest node above both leaves.</summary>
    public static NodeIndex CommonAncestor(LeafIndex one, LeafIndex other)
    {
        var node = one.Node;
        while (!IsUnder(other, node))
        {
            node = Parent(node);
        }

        return node;
    }

    /// <summary>The smallest power of two that is at least <paramref name="leaves"/>.</summary>
    public static uint RoundUp(uint leaves)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leaves, MostLeaves);
        return System.Numerics.BitOperations.RoundUpToPowerOf2(leaves);
    }

    private static int Place(ReadOnlySpan<LeafIndex> ascending, LeafIndex leaf)
    {
        var place = ascending.BinarySearch(leaf);
        return place < 0 ? ~place : place;
    }

    private static int ParentLevel(NodeIndex node)
    {
        var level = node.Level;
        return level > 0 ? level : throw new ArgumentException($"node {node} is a leaf and has no children", nameof(node));
    }
}
