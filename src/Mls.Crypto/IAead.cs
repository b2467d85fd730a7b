namespace Mls.Crypto;

/// <summary>An AEAD of RFC 9180, section 7.3.</summary>
internal interface IAead
{
    /// <summary>The registered number.</summary>
    ushort Id { get; }

    /// <summary>Nk.</summary>
    int KeyLength { get; }

    /// <summary>Nn.</summary>
    int NonceLength { get; }

    /// <summary>Nt.</summary>
    int TagLength { get; }

    /// <summary>Seals into plaintext length + Nt octets.</summary>
    void Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext);

    /// <summary>Opens into ciphertext length - Nt octets; whether the ciphertext is authentic.</summary>
    bool Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext);
}
