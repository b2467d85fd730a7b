using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Crypto;

/// <summary>A key encapsulation mechanism as HPKE uses it (RFC 9180, section 4).</summary>
public interface IKem
{
    /// <summary>The registered KEM number (RFC 9180, section 7.1).</summary>
    ushort Id { get; }

    /// <summary>Nsk: octets of a serialised private key.</summary>
    int PrivateKeyLength { get; }

    /// <summary>Nsecret: octets of the shared secret.</summary>
    int SharedSecretLength { get; }

    /// <summary>DeriveKeyPair (RFC 9180, section 7.1.3).</summary>
    HpkePrivateKey DeriveKeyPair(ReadOnlySpan<byte> inputKeyMaterial);

    /// <summary>DeriveKeyPair from a secret, which is lent.</summary>
    HpkePrivateKey DeriveKeyPair(Secret inputKeyMaterial)
    {
        ArgumentNullException.ThrowIfNull(inputKeyMaterial);
        return DeriveKeyPair(inputKeyMaterial.Expose());
    }

    /// <summary>A private key from its serialised form; the public key is computed.</summary>
    /// <exception cref="ArgumentException">The octets are not a private key of this KEM.</exception>
    HpkePrivateKey ImportPrivateKey(ReadOnlySpan<byte> octets);

    /// <summary>Whether <paramref name="publicKey"/> can be encapsulated to; <see cref="Encapsulate"/> succeeds exactly then.</summary>
    bool IsValid(HpkePublicKey publicKey);

    /// <summary>Encap: a shared secret and its encapsulation. The caller owns the secret.</summary>
    /// <returns><see langword="null"/> where the public key is invalid.</returns>
    (Secret SharedSecret, OpaqueBytes KemOutput)? Encapsulate(HpkePublicKey publicKey, IRandomSource random);

    /// <summary>Decap. The caller owns the secret.</summary>
    /// <returns><see langword="null"/> where the encapsulation is invalid.</returns>
    Secret? Decapsulate(HpkePrivateKey privateKey, ReadOnlySpan<byte> kemOutput);
}
