using System.Globalization;
using Mls.Core.Wire;

namespace Mls.Core.Identifiers;

/// <summary>Place of a leaf, counted from the left (RFC 9420, section 4.1). On the wire <c>uint32</c>.</summary>
public readonly record struct LeafIndex(uint Value) : IComparable<LeafIndex>, ITlsStruct<LeafIndex>
{
    /// <summary>The leaf's place among all nodes (RFC 9420, Appendix C).</summary>
    /// <exception cref="InvalidOperationException">No tree has so many leaves.</exception>
    public NodeIndex Node => Value < 1u << 31 ? new NodeIndex(Value * 2) : throw new InvalidOperationException($"leaf {Value} lies beyond every tree");

    /// <inheritdoc/>
    public static LeafIndex Read(ref TlsReader reader) => new(reader.ReadUInt32());

    /// <inheritdoc/>
    public void Write(TlsWriter writer) => writer.WriteUInt32(Value);

    /// <inheritdoc/>
    public int CompareTo(LeafIndex other) => Value.CompareTo(other.Value);

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Order from left to right.</summary>
    public static bool operator <(LeafIndex left, LeafIndex right) => left.Value < right.Value;

    /// <summary>Order from left to right.</summary>
    public static bool operator >(LeafIndex left, LeafIndex right) => left.Value > right.Value;

    /// <summary>Order from left to right.</summary>
    public static bool operator <=(LeafIndex left, LeafIndex right) => left.Value <= right.Value;

    /// <summary>Order from left to right.</summary>
    public static bool operator >=(LeafIndex left, LeafIndex right) => left.Value >= right.Value;
}
