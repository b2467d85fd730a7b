using System.Globalization;
using System.Numerics;

namespace Mls.Core.Identifiers;

/// <summary>Place of a node in the array form of the tree: leaves are even, parents odd (RFC 9420, Appendix C).</summary>
public readonly record struct NodeIndex(uint Value)
{
    /// <summary>Height above the leaves: the number of trailing one bits.</summary>
    public int Level => BitOperations.TrailingZeroCount(~Value);

    /// <summary>Whether this is a leaf.</summary>
    public bool IsLeaf => (Value & 1) == 0;

    /// <summary>The leaf at this place; only for leaves.</summary>
    public LeafIndex Leaf => IsLeaf ? new LeafIndex(Value / 2) : throw new InvalidOperationException($"node {Value} is not a leaf");

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
