namespace Mls.Crypto;

/// <summary>A signature scheme of RFC 9420, section 5.1.2; keys and signatures are in their serialised form.</summary>
internal interface ISignatureScheme
{
    /// <summary>Octets of a seed that determines a private key.</summary>
    int SeedLength { get; }

    /// <summary>Octets of a private key.</summary>
    int PrivateKeyLength { get; }

    /// <summary>The private key that a uniformly random seed determines.</summary>
    void PrivateKey(ReadOnlySpan<byte> seed, Span<byte> privateKey);

    /// <summary>Whether the octets are a private key.</summary>
    bool IsPrivateKey(ReadOnlySpan<byte> privateKey);

    /// <summary>The public key of a valid private key.</summary>
    byte[] PublicKey(ReadOnlySpan<byte> privateKey);

    /// <summary>Signs deterministically.</summary>
    byte[] Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> content);

    /// <summary>Whether key and signature are well formed and the signature is valid.</summary>
    bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature);
}
