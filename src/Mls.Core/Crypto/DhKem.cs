using System.Security.Cryptography;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Crypto;

/// <summary>RFC 9180, section 4.1: the KEM made of a Diffie-Hellman group and a KDF.</summary>
public sealed class DhKem(IDiffieHellman group, IKdf kdf) : IKem
{
    // The sizes of the largest registered group (P-521) and hash (SHA-512).
    private const int LargestKey = 133;
    private const int LargestHash = 64;

    private readonly byte[] _suiteId = [.. "KEM"u8, (byte)(group.KemId >> 8), (byte)group.KemId];

    /// <inheritdoc/>
    public ushort Id => group.KemId;

    /// <inheritdoc/>
    public int PrivateKeyLength => group.PrivateKeyLength;

    /// <inheritdoc/>
    public int SharedSecretLength => kdf.HashLength;

    private LabeledKdf Labeled => new(kdf, _suiteId);

    /// <inheritdoc/>
    public HpkePrivateKey DeriveKeyPair(ReadOnlySpan<byte> inputKeyMaterial)
    {
        Span<byte> prk = stackalloc byte[LargestHash];
        Span<byte> octets = stackalloc byte[LargestKey];
        prk = prk[..kdf.HashLength];
        octets = octets[..group.PrivateKeyLength];
        try
        {
            Labeled.Extract([], "dkp_prk"u8, inputKeyMaterial, prk);
            if (group.CandidateMask is { } mask)
            {
                ExpandCandidate(prk, mask, octets);
            }
            else
            {
                Labeled.Expand(prk, "sk"u8, [], octets);
            }

            return WithPublicKey(octets);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(prk);
            CryptographicOperations.ZeroMemory(octets);
        }
    }

    /// <inheritdoc/>
    public HpkePrivateKey ImportPrivateKey(ReadOnlySpan<byte> octets) => group.IsPrivateKey(octets)
        ? WithPublicKey(octets)
        : throw new ArgumentException($"{octets.Length} octets that are not a private key of KEM {Id}", nameof(octets));

    /// <inheritdoc/>
    public bool IsValid(HpkePublicKey publicKey)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        return group.IsPublicKey(publicKey.Octets.Span);
    }

    /// <inheritdoc/>
    public (Secret SharedSecret, OpaqueBytes KemOutput)? Encapsulate(HpkePublicKey publicKey, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        ArgumentNullException.ThrowIfNull(random);
        using var ephemeral = GenerateKeyPair(random);
        var kemOutput = ephemeral.PublicKey.Octets;
        var secret = SharedSecret(ephemeral, publicKey.Octets.Span, kemOutput.Span, publicKey.Octets.Span);
        return secret is null ? null : (secret, kemOutput);
    }

    /// <inheritdoc/>
    public Secret? Decapsulate(HpkePrivateKey privateKey, ReadOnlySpan<byte> kemOutput)
    {
        ArgumentNullException.ThrowIfNull(privateKey);
        return SharedSecret(privateKey, kemOutput, kemOutput, privateKey.PublicKey.Octets.Span);
    }

    private HpkePrivateKey GenerateKeyPair(IRandomSource random)
    {
        Span<byte> inputKeyMaterial = stackalloc byte[LargestKey];
        inputKeyMaterial = inputKeyMaterial[..group.PrivateKeyLength];
        random.Fill(inputKeyMaterial);
        try
        {
            return DeriveKeyPair(inputKeyMaterial);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(inputKeyMaterial);
        }
    }

    private HpkePrivateKey WithPublicKey(ReadOnlySpan<byte> privateKey)
    {
        var publicKey = new byte[group.PublicKeyLength];
        group.PublicKey(privateKey, publicKey);
        return new HpkePrivateKey(privateKey, new HpkePublicKey(OpaqueBytes.Own(publicKey)));
    }

    private void ExpandCandidate(ReadOnlySpan<byte> prk, byte mask, Span<byte> candidate)
    {
        for (var counter = 0; counter <= byte.MaxValue; counter++)
        {
            Labeled.Expand(prk, "candidate"u8, [(byte)counter], candidate);
            candidate[0] &= mask;
            if (group.IsPrivateKey(candidate))
            {
                return;
            }
        }

        throw new CryptographicException("DeriveKeyPair found no private key in 256 candidates (RFC 9180, section 7.1.3)");
    }

    /// <summary>ExtractAndExpand of the shared point; kem_context is <paramref name="kemOutput"/> and then <paramref name="recipient"/>.</summary>
    private Secret? SharedSecret(HpkePrivateKey own, ReadOnlySpan<byte> other, ReadOnlySpan<byte> kemOutput, ReadOnlySpan<byte> recipient)
    {
        Span<byte> point = stackalloc byte[LargestKey];
        Span<byte> prk = stackalloc byte[LargestHash];
        Span<byte> secret = stackalloc byte[LargestHash];
        Span<byte> context = stackalloc byte[2 * LargestKey];
        point = point[..group.SharedPointLength];
        prk = prk[..kdf.HashLength];
        secret = secret[..kdf.HashLength];
        try
        {
            if (!group.Agree(own.Expose(), other, point))
            {
                return null;
            }

            kemOutput.CopyTo(context);
            recipient.CopyTo(context[kemOutput.Length..]);
            Labeled.Extract([], "eae_prk"u8, point, prk);
            Labeled.Expand(prk, "shared_secret"u8, context[..(kemOutput.Length + recipient.Length)], secret);
            return new Secret(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(point);
            CryptographicOperations.ZeroMemory(prk);
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
