using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Crypto;

/// <summary>A KEM that counts its calls.</summary>
internal sealed class MeteringKem(IKem inner, OperationCounter counter) : IKem
{
    /// <inheritdoc/>
    public ushort Id => inner.Id;

    /// <inheritdoc/>
    public int PrivateKeyLength => inner.PrivateKeyLength;

    /// <inheritdoc/>
    public int SharedSecretLength => inner.SharedSecretLength;

    /// <inheritdoc/>
    public HpkePrivateKey DeriveKeyPair(ReadOnlySpan<byte> inputKeyMaterial)
    {
        counter.Counts = counter.Counts with { DeriveKeyPair = counter.Counts.DeriveKeyPair + 1 };
        return inner.DeriveKeyPair(inputKeyMaterial);
    }

    /// <inheritdoc/>
    public HpkePrivateKey ImportPrivateKey(ReadOnlySpan<byte> octets) => inner.ImportPrivateKey(octets);

    /// <inheritdoc/>
    public bool IsValid(HpkePublicKey publicKey) => inner.IsValid(publicKey);

    /// <inheritdoc/>
    public (Secret SharedSecret, OpaqueBytes KemOutput)? Encapsulate(HpkePublicKey publicKey, IRandomSource random)
    {
        counter.Counts = counter.Counts with { Seal = counter.Counts.Seal + 1 };
        return inner.Encapsulate(publicKey, random);
    }

    /// <inheritdoc/>
    public Secret? Decapsulate(HpkePrivateKey privateKey, ReadOnlySpan<byte> kemOutput)
    {
        counter.Counts = counter.Counts with { Open = counter.Counts.Open + 1 };
        return inner.Decapsulate(privateKey, kemOutput);
    }
}
