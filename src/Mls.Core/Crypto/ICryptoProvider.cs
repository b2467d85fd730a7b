namespace Mls.Core.Crypto;

/// <summary>The primitives of one cipher suite (RFC 9420, section 5.1). Stateless and safe to share between threads.</summary>
/// <remarks>Everything the RFC builds from these primitives - labels, HPKE, key schedule - is in this library, so that a provider holds no protocol.</remarks>
public interface ICryptoProvider : IKdf
{
    /// <summary>The suite these primitives belong to.</summary>
    CipherSuite Suite { get; }

    /// <summary>The KEM of HPKE.</summary>
    IKem Kem { get; }

    /// <summary>HPKE's AEAD number (RFC 9180, section 7.3).</summary>
    ushort AeadId { get; }

    /// <summary>Nk: octets of an AEAD key.</summary>
    int AeadKeyLength { get; }

    /// <summary>Nn: octets of an AEAD nonce.</summary>
    int AeadNonceLength { get; }

    /// <summary>Nt: octets that sealing adds.</summary>
    int AeadTagLength { get; }

    /// <summary>Hash of <paramref name="data"/> into exactly Nh octets.</summary>
    void Hash(ReadOnlySpan<byte> data, Span<byte> digest);

    /// <summary>MAC of <paramref name="data"/> into exactly Nh octets.</summary>
    void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> tag);

    /// <summary>AEAD.Seal into plaintext length + Nt octets, the tag last.</summary>
    void AeadSeal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext);

    /// <summary>AEAD.Open into ciphertext length - Nt octets.</summary>
    /// <returns>Whether the ciphertext is authentic; where it is not, <paramref name="plaintext"/> holds nothing of use.</returns>
    bool AeadOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext);

    /// <summary>A new signature key pair.</summary>
    SignaturePrivateKey GenerateSignatureKey(IRandomSource random);

    /// <summary>The signature key pair that a uniformly random seed determines (for deterministic derivations); see <see cref="SignatureSeedLength"/>.</summary>
    SignaturePrivateKey DeriveSignatureKey(ReadOnlySpan<byte> seed);

    /// <summary>Nseed: octets that <see cref="DeriveSignatureKey"/> takes.</summary>
    int SignatureSeedLength { get; }

    /// <summary>A signature private key from its serialised form; the public key is computed.</summary>
    /// <exception cref="ArgumentException">The octets are not a private key of this suite.</exception>
    SignaturePrivateKey ImportSignatureKey(ReadOnlySpan<byte> octets);

    /// <summary>Signs deterministically (Ed25519, or ECDSA by RFC 6979).</summary>
    byte[] Sign(SignaturePrivateKey key, ReadOnlySpan<byte> content);

    /// <summary>Whether the signature is valid; a malformed key or signature is simply not.</summary>
    bool Verify(SignaturePublicKey key, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature);
}
