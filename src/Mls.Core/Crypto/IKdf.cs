namespace Mls.Core.Crypto;

/// <summary>A key derivation function of the HKDF kind (RFC 9420, section 5.1; RFC 9180, section 4).</summary>
public interface IKdf
{
    /// <summary>HPKE's KDF number (RFC 9180, section 7.2).</summary>
    ushort KdfId { get; }

    /// <summary>Nh: octets of a hash, of a MAC and of every secret of the key schedule.</summary>
    int HashLength { get; }

    /// <summary>KDF.Extract into exactly Nh octets; an empty salt stands for Nh zero octets.</summary>
    void Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> inputKeyMaterial, Span<byte> pseudorandomKey);

    /// <summary>KDF.Expand into the whole of <paramref name="output"/>.</summary>
    void Expand(ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> info, Span<byte> output);
}
