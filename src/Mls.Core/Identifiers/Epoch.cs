using System.Globalization;
using Mls.Core.Wire;

namespace Mls.Core.Identifiers;

/// <summary>RFC 9420, section 8.1: the number of a group's state, <c>uint64</c>; 0 at creation, one more with each Commit.</summary>
public readonly record struct Epoch(ulong Value) : IComparable<Epoch>, ITlsStruct<Epoch>
{
    /// <summary>The epoch that the next Commit starts.</summary>
    /// <exception cref="InvalidOperationException">It is the last.</exception>
    public Epoch Next => Value < ulong.MaxValue ? new Epoch(Value + 1) : throw new InvalidOperationException($"epoch {Value} is the last");

    /// <inheritdoc/>
    public static Epoch Read(ref TlsReader reader) => new(reader.ReadUInt64());

    /// <inheritdoc/>
    public void Write(TlsWriter writer) => writer.WriteUInt64(Value);

    /// <inheritdoc/>
    public int CompareTo(Epoch other) => Value.CompareTo(other.Value);

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Order in time.</summary>
    public static bool operator <(Epoch left, Epoch right) => left.Value < right.Value;

    /// <summary>Order in time.</summary>
    public static bool operator >(Epoch left, Epoch right) => left.Value > right.Value;

    /// <summary>Order in time.</summary>
    public static bool operator <=(Epoch left, Epoch right) => left.Value <= right.Value;

    /// <summary>Order in time.</summary>
    public static bool operator >=(Epoch left, Epoch right) => left.Value >= right.Value;
}
