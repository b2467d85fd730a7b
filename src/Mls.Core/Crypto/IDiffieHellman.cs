namespace Mls.Core.Crypto;

/// <summary>A Diffie-Hellman group as a KEM uses it (RFC 9180, sections 4.1 and 7.1); keys are in their serialised form.</summary>
public interface IDiffieHellman
{
    /// <summary>The number of the KEM that is built on this group (RFC 9180, section 7.1).</summary>
    ushort KemId { get; }

    /// <summary>Nsk: octets of a private key.</summary>
    int PrivateKeyLength { get; }

    /// <summary>Npk: octets of a public key.</summary>
    int PublicKeyLength { get; }

    /// <summary>Ndh: octets of a shared point.</summary>
    int SharedPointLength { get; }

    /// <summary>The mask on a candidate's first octet where private keys are found by rejection (RFC 9180, section 7.1.3: the P curves);
    /// <see langword="null"/> where any octets are a private key (X25519, X448).</summary>
    byte? CandidateMask { get; }

    /// <summary>Whether the octets are a private key.</summary>
    bool IsPrivateKey(ReadOnlySpan<byte> privateKey);

    /// <summary>Whether the octets are a public key with which <see cref="Agree"/> succeeds: of the right form and, for X25519 and X448, not of small order.</summary>
    bool IsPublicKey(ReadOnlySpan<byte> publicKey);

    /// <summary>The public key of a valid private key, into exactly Npk octets.</summary>
    void PublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey);

    /// <summary>The shared point of a valid private key and another's public key, into exactly Ndh octets.</summary>
    /// <returns>Whether the public key is valid and the point is one to use: not all zero for X25519 and X448 (RFC 9180, section 7.1.4).</returns>
    bool Agree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> sharedPoint);
}
