using Mls.Core.Crypto;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Tests.Groups;

/// <summary>Primitives of which one call fails as no primitive should.</summary>
internal sealed class FaultyCrypto(ICryptoProvider inner) : ICryptoProvider, IKem
{
    /// <summary>Calls until the failure; never where negative.</summary>
    public int Left { get; set; } = -1;

    public CipherSuite Suite => inner.Suite;

    public IKem Kem => this;

    public ushort KdfId => inner.KdfId;

    public ushort AeadId => inner.AeadId;

    public ushort Id => inner.Kem.Id;

    public int HashLength => inner.HashLength;

    public int AeadKeyLength => inner.AeadKeyLength;

    public int AeadNonceLength => inner.AeadNonceLength;

    public int AeadTagLength => inner.AeadTagLength;

    public int SignatureSeedLength => inner.SignatureSeedLength;

    public int PrivateKeyLength => inner.Kem.PrivateKeyLength;

    public int SharedSecretLength => inner.Kem.SharedSecretLength;

    public void Hash(ReadOnlySpan<byte> data, Span<byte> digest)
    {
        Count();
        inner.Hash(data, digest);
    }

    public void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> tag)
    {
        Count();
        inner.Mac(key, data, tag);
    }

    public void Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> inputKeyMaterial, Span<byte> pseudorandomKey)
    {
        Count();
        inner.Extract(salt, inputKeyMaterial, pseudorandomKey);
    }

    public void Expand(ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> info, Span<byte> output)
    {
        Count();
        inner.Expand(pseudorandomKey, info, output);
    }

    public void AeadSeal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        Count();
        inner.AeadSeal(key, nonce, associatedData, plaintext, ciphertext);
    }

    public bool AeadOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        Count();
        return inner.AeadOpen(key, nonce, associatedData, ciphertext, plaintext);
    }

    public SignaturePrivateKey GenerateSignatureKey(IRandomSource random) => inner.GenerateSignatureKey(random);

    public SignaturePrivateKey DeriveSignatureKey(ReadOnlySpan<byte> seed) => inner.DeriveSignatureKey(seed);

    public SignaturePrivateKey ImportSignatureKey(ReadOnlySpan<byte> octets) => inner.ImportSignatureKey(octets);

    public byte[] Sign(SignaturePrivateKey key, ReadOnlySpan<byte> content)
    {
        Count();
        return inner.Sign(key, content);
    }

    public bool Verify(SignaturePublicKey key, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        Count();
        return inner.Verify(key, content, signature);
    }

    public HpkePrivateKey DeriveKeyPair(ReadOnlySpan<byte> inputKeyMaterial)
    {
        Count();
        return inner.Kem.DeriveKeyPair(inputKeyMaterial);
    }

    public HpkePrivateKey ImportPrivateKey(ReadOnlySpan<byte> octets) => inner.Kem.ImportPrivateKey(octets);

    public bool IsValid(HpkePublicKey publicKey)
    {
        Count();
        return inner.Kem.IsValid(publicKey);
    }

    public (Secret SharedSecret, OpaqueBytes KemOutput)? Encapsulate(HpkePublicKey publicKey, IRandomSource random)
    {
        Count();
        return inner.Kem.Encapsulate(publicKey, random);
    }

    public Secret? Decapsulate(HpkePrivateKey privateKey, ReadOnlySpan<byte> kemOutput)
    {
        Count();
        return inner.Kem.Decapsulate(privateKey, kemOutput);
    }

    private void Count()
    {
        if (Left >= 0 && Left-- == 0)
        {
            throw new InjectedFaultException();
        }
    }

    public sealed class InjectedFaultException : Exception;
}
