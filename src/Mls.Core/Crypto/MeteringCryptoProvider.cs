namespace Mls.Core.Crypto;

/// <summary>A provider that counts its calls. Unlike other providers it has state: one owner, one thread at a time.</summary>
public sealed class MeteringCryptoProvider : ICryptoProvider
{
    private readonly ICryptoProvider _inner;
    private readonly OperationCounter _counter = new();

    /// <summary>Counts what is asked of <paramref name="inner"/>.</summary>
    public MeteringCryptoProvider(ICryptoProvider inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        Kem = new MeteringKem(inner.Kem, _counter);
    }

    /// <summary>Calls since the last <see cref="TakeCounts"/>.</summary>
    public OperationCounts Counts => _counter.Counts;

    /// <inheritdoc/>
    public CipherSuite Suite => _inner.Suite;

    /// <inheritdoc/>
    public IKem Kem { get; }

    /// <inheritdoc/>
    public ushort KdfId => _inner.KdfId;

    /// <inheritdoc/>
    public ushort AeadId => _inner.AeadId;

    /// <inheritdoc/>
    public int HashLength => _inner.HashLength;

    /// <inheritdoc/>
    public int AeadKeyLength => _inner.AeadKeyLength;

    /// <inheritdoc/>
    public int AeadNonceLength => _inner.AeadNonceLength;

    /// <inheritdoc/>
    public int AeadTagLength => _inner.AeadTagLength;

    /// <inheritdoc/>
    public int SignatureSeedLength => _inner.SignatureSeedLength;

    /// <summary>Returns the counts and starts again from zero.</summary>
    public OperationCounts TakeCounts()
    {
        var counts = _counter.Counts;
        _counter.Counts = default;
        return counts;
    }

    /// <inheritdoc/>
    public void Hash(ReadOnlySpan<byte> data, Span<byte> digest)
    {
        _counter.Counts = Counts with { Hash = Counts.Hash + 1 };
        _inner.Hash(data, digest);
    }

    /// <inheritdoc/>
    public void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> tag)
    {
        _counter.Counts = Counts with { Mac = Counts.Mac + 1 };
        _inner.Mac(key, data, tag);
    }

    /// <inheritdoc/>
    public void Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> inputKeyMaterial, Span<byte> pseudorandomKey)
    {
        _counter.Counts = Counts with { Kdf = Counts.Kdf + 1 };
        _inner.Extract(salt, inputKeyMaterial, pseudorandomKey);
    }

    /// <inheritdoc/>
    public void Expand(ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> info, Span<byte> output)
    {
        _counter.Counts = Counts with { Kdf = Counts.Kdf + 1 };
        _inner.Expand(pseudorandomKey, info, output);
    }

    /// <inheritdoc/>
    public void AeadSeal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        _counter.Counts = Counts with { AeadSeal = Counts.AeadSeal + 1 };
        _inner.AeadSeal(key, nonce, associatedData, plaintext, ciphertext);
    }

    /// <inheritdoc/>
    public bool AeadOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        _counter.Counts = Counts with { AeadOpen = Counts.AeadOpen + 1 };
        return _inner.AeadOpen(key, nonce, associatedData, ciphertext, plaintext);
    }

    /// <inheritdoc/>
    public SignaturePrivateKey GenerateSignatureKey(IRandomSource random)
    {
        CountSignatureKey();
        return _inner.GenerateSignatureKey(random);
    }

    /// <inheritdoc/>
    public SignaturePrivateKey DeriveSignatureKey(ReadOnlySpan<byte> seed)
    {
        CountSignatureKey();
        return _inner.DeriveSignatureKey(seed);
    }

    /// <inheritdoc/>
    public SignaturePrivateKey ImportSignatureKey(ReadOnlySpan<byte> octets) => _inner.ImportSignatureKey(octets);

    /// <inheritdoc/>
    public byte[] Sign(SignaturePrivateKey key, ReadOnlySpan<byte> content)
    {
        _counter.Counts = Counts with { Sign = Counts.Sign + 1 };
        return _inner.Sign(key, content);
    }

    /// <inheritdoc/>
    public bool Verify(SignaturePublicKey key, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        _counter.Counts = Counts with { Verify = Counts.Verify + 1 };
        return _inner.Verify(key, content, signature);
    }

    private void CountSignatureKey() => _counter.Counts = Counts with { SignatureKey = Counts.SignatureKey + 1 };
}
