using System.Runtime.CompilerServices;

namespace Mls.Core.Wire;

/// <summary>An immutable octet string, equal by content. <c>default</c> is the empty string.</summary>
/// <remarks>For public values only: a secret lives in a <see cref="Secrets.Secret"/>.</remarks>
[CollectionBuilder(typeof(OpaqueBytes), nameof(Create))]
public readonly struct OpaqueBytes : IEquatable<OpaqueBytes>
{
    private readonly byte[]? _octets;

    /// <summary>Copies <paramref name="octets"/>.</summary>
    public OpaqueBytes(ReadOnlySpan<byte> octets) => _octets = octets.IsEmpty ? null : octets.ToArray();

    private OpaqueBytes(byte[] owned) => _octets = owned;

    /// <summary>The empty octet string.</summary>
    public static OpaqueBytes Empty => default;

    /// <summary>Length in octets.</summary>
    public int Length => _octets?.Length ?? 0;

    /// <summary>Whether there are no octets.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>The octets.</summary>
    public ReadOnlySpan<byte> Span => _octets;

    /// <summary>The octets as memory, for hashing and transport without a copy.</summary>
    public ReadOnlyMemory<byte> Memory => _octets;

    /// <summary>Copies <paramref name="octets"/>; the target of collection expressions.</summary>
    public static OpaqueBytes Create(ReadOnlySpan<byte> octets) => new(octets);

    /// <summary>Takes ownership of a freshly made array that nobody else holds.</summary>
    public static OpaqueBytes Own(byte[] octets)
    {
        ArgumentNullException.ThrowIfNull(octets);
        return octets.Length == 0 ? default : new OpaqueBytes(octets);
    }

    /// <summary>Parses hexadecimal text.</summary>
    public static OpaqueBytes FromHex(string hex) => Own(Convert.FromHexString(hex));

    /// <summary>The UTF-8 octets of <paramref name="text"/>.</summary>
    public static OpaqueBytes FromText(string text) => Own(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Enumerates the octets.</summary>
    public ReadOnlySpan<byte>.Enumerator GetEnumerator() => Span.GetEnumerator();

    /// <summary>A copy as a new array.</summary>
    public byte[] ToArray() => Span.ToArray();

    /// <inheritdoc/>
    public bool Equals(OpaqueBytes other) => ReferenceEquals(_octets, other._octets) || Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is OpaqueBytes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <summary>Lower-case hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(Span);

    /// <summary>Equality by content.</summary>
    public static bool operator ==(OpaqueBytes left, OpaqueBytes right) => left.Equals(right);

    /// <summary>Inequality by content.</summary>
    public static bool operator !=(OpaqueBytes left, OpaqueBytes right) => !left.Equals(right);
}
