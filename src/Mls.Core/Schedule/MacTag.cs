using System.Security.Cryptography;
using Mls.Core.Crypto;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Schedule;

/// <summary>RFC 9420, section 6.1: <c>opaque MAC&lt;V&gt;</c>, a confirmation_tag or membership_tag.</summary>
/// <remarks>Equality is that of the octets, for values known to all; <see cref="Verify"/> is how a received tag is checked.</remarks>
public readonly record struct MacTag(OpaqueBytes Octets) : ITlsStruct<MacTag>
{
    /// <inheritdoc/>
    public static MacTag Read(ref TlsReader reader) => new(reader.ReadOpaque());

    /// <summary>The MAC of <paramref name="data"/>.</summary>
    public static MacTag Compute(ICryptoProvider crypto, Secret key, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        ArgumentNullException.ThrowIfNull(key);
        var tag = new byte[crypto.HashLength];
        crypto.Mac(key.Expose(), data, tag);
        return new MacTag(OpaqueBytes.Own(tag));
    }

    /// <summary>Whether this has the length of a MAC of the suite.</summary>
    public bool HasLength(ICryptoProvider crypto) => Octets.Length == crypto.HashLength;

    /// <summary>Whether this is the whole MAC of <paramref name="data"/>; takes the same time whatever a tag of the right length holds.</summary>
    public bool Verify(ICryptoProvider crypto, Secret key, ReadOnlySpan<byte> data) =>
        CryptographicOperations.FixedTimeEquals(Compute(crypto, key, data).Octets.Span, Octets.Span);

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteOpaque(Octets);
    }
}
