using System.Security.Cryptography;
using Mls.Core.Crypto;
using Mls.Core.Wire;

namespace Mls.Crypto;

/// <summary>The primitives of one suite, put together from one row of a provider's table.</summary>
internal sealed class SuiteCryptoProvider(CipherSuite suite, IDiffieHellman group, HashFunction hash, IAead aead, ISignatureScheme signatures)
    : ICryptoProvider
{
    /// <inheritdoc/>
    public CipherSuite Suite => suite;

    /// <inheritdoc/>
    public IKem Kem { get; } = new DhKem(group, hash);

    /// <inheritdoc/>
    public ushort KdfId => hash.KdfId;

    /// <inheritdoc/>
    public ushort AeadId => aead.Id;

    /// <inheritdoc/>
    public int HashLength => hash.HashLength;

    /// <inheritdoc/>
    public int AeadKeyLength => aead.KeyLength;

    /// <inheritdoc/>
    public int AeadNonceLength => aead.NonceLength;

    /// <inheritdoc/>
    public int AeadTagLength => aead.TagLength;

    /// <inheritdoc/>
    public int SignatureSeedLength => signatures.SeedLength;

    /// <inheritdoc/>
    public void Hash(ReadOnlySpan<byte> data, Span<byte> digest) => hash.Hash(data, digest);

    /// <inheritdoc/>
    public void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> tag) => hash.Mac(key, data, tag);

    /// <inheritdoc/>
    public void Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> inputKeyMaterial, Span<byte> pseudorandomKey) =>
        hash.Extract(salt, inputKeyMaterial, pseudorandomKey);

    /// <inheritdoc/>
    public void Expand(ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> info, Span<byte> output) => hash.Expand(pseudorandomKey, info, output);

    /// <inheritdoc/>
    public void AeadSeal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext) =>
        aead.Seal(key, nonce, associatedData, plaintext, ciphertext);

    /// <inheritdoc/>
    public bool AeadOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext) =>
        aead.Open(key, nonce, associatedData, ciphertext, plaintext);

    /// <inheritdoc/>
    public SignaturePrivateKey GenerateSignatureKey(IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> seed = stackalloc byte[signatures.SeedLength];
        random.Fill(seed);
        try
        {
            return DeriveSignatureKey(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <inheritdoc/>
    public SignaturePrivateKey DeriveSignatureKey(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != signatures.SeedLength)
        {
            throw new ArgumentException($"a seed of {seed.Length} octets where the suite takes {signatures.SeedLength}", nameof(seed));
        }

        Span<byte> privateKey = stackalloc byte[signatures.PrivateKeyLength];
        signatures.PrivateKey(seed, privateKey);
        try
        {
            return WithPublicKey(privateKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    /// <inheritdoc/>
    public SignaturePrivateKey ImportSignatureKey(ReadOnlySpan<byte> octets) => signatures.IsPrivateKey(octets)
        ? WithPublicKey(octets)
        : throw new ArgumentException($"{octets.Length} octets that are not a signature private key of suite {suite}", nameof(octets));

    /// <inheritdoc/>
    public byte[] Sign(SignaturePrivateKey key, ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(key);
        return signatures.Sign(key.Expose(), key.PublicKey.Octets.Span, content);
    }

    /// <inheritdoc/>
    public bool Verify(SignaturePublicKey key, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(key);
        return signatures.Verify(key.Octets.Span, content, signature);
    }

    private SignaturePrivateKey WithPublicKey(ReadOnlySpan<byte> privateKey) =>
        new(privateKey, new SignaturePublicKey(OpaqueBytes.Own(signatures.PublicKey(privateKey))));
}
