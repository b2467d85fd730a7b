using System.Buffers.Binary;
using System.Security.Cryptography;
using Mls.Core.Crypto;

namespace Mls.MultiDevice.Devices;

/// <summary>Primitives that take note of every key and nonce that something was sealed under, as a hash; the outside checks that none occurs twice.</summary>
public sealed class LedgerCryptoProvider(ICryptoProvider inner) : ICryptoProvider
{
    private readonly List<(ulong High, ulong Low)> _used = [];

    /// <inheritdoc/>
    public CipherSuite Suite => inner.Suite;

    /// <inheritdoc/>
    public IKem Kem => inner.Kem;

    /// <inheritdoc/>
    public ushort KdfId => inner.KdfId;

    /// <inheritdoc/>
    public ushort AeadId => inner.AeadId;

    /// <inheritdoc/>
    public int HashLength => inner.HashLength;

    /// <inheritdoc/>
    public int AeadKeyLength => inner.AeadKeyLength;

    /// <inheritdoc/>
    public int AeadNonceLength => inner.AeadNonceLength;

    /// <inheritdoc/>
    public int AeadTagLength => inner.AeadTagLength;

    /// <inheritdoc/>
    public int SignatureSeedLength => inner.SignatureSeedLength;

    /// <summary>The hashes noted since the last call.</summary>
    public IReadOnlyList<(ulong High, ulong Low)> Take()
    {
        if (_used.Count == 0)
        {
            return [];
        }

        (ulong, ulong)[] taken = [.. _used];
        _used.Clear();
        return taken;
    }

    /// <inheritdoc/>
    public void Hash(ReadOnlySpan<byte> data, Span<byte> digest) => inner.Hash(data, digest);

    /// <inheritdoc/>
    public void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> tag) => inner.Mac(key, data, tag);

    /// <inheritdoc/>
    public void Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> inputKeyMaterial, Span<byte> pseudorandomKey) => inner.Extract(salt, inputKeyMaterial, pseudorandomKey);

    /// <inheritdoc/>
    public void Expand(ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> info, Span<byte> output) => inner.Expand(pseudorandomKey, info, output);

    /// <inheritdoc/>
    public void AeadSeal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        Span<byte> pair = stackalloc byte[key.Length + nonce.Length];
        key.CopyTo(pair);
        nonce.CopyTo(pair[key.Length..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(pair, digest);
        CryptographicOperations.ZeroMemory(pair);
        _used.Add((BinaryPrimitives.ReadUInt64BigEndian(digest), BinaryPrimitives.ReadUInt64BigEndian(digest[8..])));
        inner.AeadSeal(key, nonce, associatedData, plaintext, ciphertext);
    }

    /// <inheritdoc/>
    public bool AeadOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext) =>
        inner.AeadOpen(key, nonce, associatedData, ciphertext, plaintext);

    /// <inheritdoc/>
    public SignaturePrivateKey GenerateSignatureKey(IRandomSource random) => inner.GenerateSignatureKey(random);

    /// <inheritdoc/>
    public SignaturePrivateKey DeriveSignatureKey(ReadOnlySpan<byte> seed) => inner.DeriveSignatureKey(seed);

    /// <inheritdoc/>
    public SignaturePrivateKey ImportSignatureKey(ReadOnlySpan<byte> octets) => inner.ImportSignatureKey(octets);

    /// <inheritdoc/>
    public byte[] Sign(SignaturePrivateKey key, ReadOnlySpan<byte> content) => inner.Sign(key, content);

    /// <inheritdoc/>
    public bool Verify(SignaturePublicKey key, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature) => inner.Verify(key, content, signature);
}
