using Mls.Core.Crypto;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace TestKit;

/// <summary>Primitives of another provider, with a place for defects.</summary>
public abstract class WrappedCrypto(ICryptoProvider inner) : ICryptoProvider, IKem
{
    /// <inheritdoc/>
    public CipherSuite Suite => inner.Suite;

    /// <inheritdoc/>
    public IKem Kem => this;

    /// <inheritdoc/>
    public ushort KdfId => inner.KdfId;

    /// <inheritdoc/>
    public ushort AeadId => inner.AeadId;

    /// <inheritdoc/>
    public ushort Id => inner.Kem.Id;

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

    /// <inheritdoc/>
    public int PrivateKeyLength => inner.Kem.PrivateKeyLength;

    /// <inheritdoc/>
    public int SharedSecretLength => inner.Kem.SharedSecretLength;

    /// <inheritdoc/>
    public void Hash(ReadOnlySpan<byte> data, Span<byte> digest)
    {
        BeforeCall();
        inner.Hash(data, digest);
    }

    /// <inheritdoc/>
    public void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> tag)
    {
        BeforeCall();
        inner.Mac(key, data, tag);
    }

    /// <inheritdoc/>
    public virtual void Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> inputKeyMaterial, Span<byte> pseudorandomKey)
    {
        BeforeCall();
        inner.Extract(salt, inputKeyMaterial, pseudorandomKey);
    }

    /// <inheritdoc/>
    public virtual void Expand(ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> info, Span<byte> output)
    {
        BeforeCall();
        inner.Expand(pseudorandomKey, info, output);
    }

    /// <inheritdoc/>
    public virtual void AeadSeal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        BeforeCall();
        inner.AeadSeal(key, nonce, associatedData, plaintext, ciphertext);
    }

    /// <inheritdoc/>
    public virtual bool AeadOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        BeforeCall();
        return inner.AeadOpen(key, nonce, associatedData, ciphertext, plaintext);
    }

    /// <inheritdoc/>
    public SignaturePrivateKey GenerateSignatureKey(IRandomSource random)
    {
        BeforeCall();
        return inner.GenerateSignatureKey(random);
    }

    /// <inheritdoc/>
    public SignaturePrivateKey DeriveSignatureKey(ReadOnlySpan<byte> seed)
    {
        BeforeCall();
        return inner.DeriveSignatureKey(seed);
    }

    /// <inheritdoc/>
    public SignaturePrivateKey ImportSignatureKey(ReadOnlySpan<byte> octets)
    {
        BeforeCall();
        return inner.ImportSignatureKey(octets);
    }

    /// <inheritdoc/>
    public byte[] Sign(SignaturePrivateKey key, ReadOnlySpan<byte> content)
    {
        BeforeCall();
        return inner.Sign(key, content);
    }

    /// <inheritdoc/>
    public bool Verify(SignaturePublicKey key, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        BeforeCall();
        return inner.Verify(key, content, signature);
    }

    /// <inheritdoc/>
    public virtual HpkePrivateKey DeriveKeyPair(ReadOnlySpan<byte> inputKeyMaterial)
    {
        BeforeCall();
        return inner.Kem.DeriveKeyPair(inputKeyMaterial);
    }

    /// <inheritdoc/>
    public HpkePrivateKey ImportPrivateKey(ReadOnlySpan<byte> octets)
    {
        BeforeCall();
        return inner.Kem.ImportPrivateKey(octets);
    }

    /// <inheritdoc/>
    public bool IsValid(HpkePublicKey publicKey)
    {
        BeforeCall();
        return inner.Kem.IsValid(publicKey);
    }

    /// <inheritdoc/>
    public virtual (Secret SharedSecret, OpaqueBytes KemOutput)? Encapsulate(HpkePublicKey publicKey, IRandomSource random)
    {
        BeforeCall();
        return inner.Kem.Encapsulate(publicKey, random);
    }

    /// <inheritdoc/>
    public virtual Secret? Decapsulate(HpkePrivateKey privateKey, ReadOnlySpan<byte> kemOutput)
    {
        BeforeCall();
        return inner.Kem.Decapsulate(privateKey, kemOutput);
    }

    /// <summary>Called before each primitive.</summary>
    protected virtual void BeforeCall()
    {
    }
}
