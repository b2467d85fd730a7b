using System.Security.Cryptography;

namespace Grains.Interfaces.Contracts;

/// <summary>Immutable octets, equal by content, shared by reference: one object however many actors receive it.</summary>
[GenerateSerializer]
[Immutable]
[Alias("octets")]
public sealed class Octets : IEquatable<Octets>
{
    [Id(0)]
    private readonly byte[] _value;

    [NonSerialized]
    private byte[]? _digest;

    private Octets(byte[] owned) => _value = owned;

    /// <summary>No octets.</summary>
    public static Octets Empty { get; } = new([]);

    /// <summary>Length in octets.</summary>
    public int Length => _value.Length;

    /// <summary>The octets.</summary>
    public ReadOnlySpan<byte> Span => _value;

    /// <summary>The octets as memory.</summary>
    public ReadOnlyMemory<byte> Memory => _value;

    /// <summary>SHA-256 of the octets, computed once.</summary>
    public ReadOnlySpan<byte> Digest => _digest ??= SHA256.HashData(_value);

    /// <summary>Takes ownership of an array that nobody else holds.</summary>
    public static Octets Own(byte[] octets)
    {
        ArgumentNullException.ThrowIfNull(octets);
        return octets.Length == 0 ? Empty : new Octets(octets);
    }

    /// <summary>Copies <paramref name="octets"/>.</summary>
    public static Octets Copy(ReadOnlySpan<byte> octets) => Own(octets.ToArray());

    /// <inheritdoc/>
    public bool Equals(Octets? other) => ReferenceEquals(this, other) || (other is not null && Span.SequenceEqual(other.Span));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Octets);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_value);
        return hash.ToHashCode();
    }

    /// <summary>The length only: content may be large, and reports must not leak it.</summary>
    public override string ToString() => $"{Length} octets";
}
