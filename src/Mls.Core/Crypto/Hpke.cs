using System.Security.Cryptography;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Crypto;

/// <summary>HPKE in base mode, one message per context (RFC 9180, sections 5.1 and 6).</summary>
public static class Hpke
{
    private const int LargestHash = 64;
    private const int LargestKey = 32;
    private const int LargestNonce = 12;

    /// <summary>SealBase.</summary>
    /// <returns><see langword="null"/> where the public key cannot be encapsulated to.</returns>
    public static HpkeCiphertext? SealBase(
        ICryptoProvider crypto,
        HpkePublicKey publicKey,
        ReadOnlySpan<byte> info,
        ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> plaintext,
        IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        if (crypto.Kem.Encapsulate(publicKey, random) is not { } encapsulated)
        {
            return null;
        }

        using var sharedSecret = encapsulated.SharedSecret;
        Span<byte> key = stackalloc byte[LargestKey];
        Span<byte> nonce = stackalloc byte[LargestNonce];
        key = key[..crypto.AeadKeyLength];
        nonce = nonce[..crypto.AeadNonceLength];
        var ciphertext = new byte[plaintext.Length + crypto.AeadTagLength];
        try
        {
            KeySchedule(crypto, sharedSecret, info, key, nonce);
            crypto.AeadSeal(key, nonce, associatedData, plaintext, ciphertext);
            return new HpkeCiphertext(encapsulated.KemOutput, OpaqueBytes.Own(ciphertext));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>OpenBase. The caller owns the plaintext.</summary>
    /// <returns><see langword="null"/> where the encapsulation is invalid or the ciphertext not authentic.</returns>
    public static Secret? OpenBase(
        ICryptoProvider crypto,
        HpkePrivateKey privateKey,
        ReadOnlySpan<byte> info,
        ReadOnlySpan<byte> associatedData,
        HpkeCiphertext sealedMessage)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        ArgumentNullException.ThrowIfNull(sealedMessage);
        var ciphertext = sealedMessage.Ciphertext.Span;
        if (ciphertext.Length < crypto.AeadTagLength)
        {
            return null;
        }

        using var sharedSecret = crypto.Kem.Decapsulate(privateKey, sealedMessage.KemOutput.Span);
        if (sharedSecret is null)
        {
            return null;
        }

        using var plaintext = new Scratch(stackalloc byte[Scratch.OnStack], ciphertext.Length - crypto.AeadTagLength);
        Span<byte> key = stackalloc byte[LargestKey];
        Span<byte> nonce = stackalloc byte[LargestNonce];
        key = key[..crypto.AeadKeyLength];
        nonce = nonce[..crypto.AeadNonceLength];
        try
        {
            KeySchedule(crypto, sharedSecret, info, key, nonce);
            return crypto.AeadOpen(key, nonce, associatedData, ciphertext, plaintext.Span) ? new Secret(plaintext.Span) : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>SendExportBase: a secret of <paramref name="length"/> octets shared with the owner of <paramref name="publicKey"/>. The caller owns it.</summary>
    /// <returns><see langword="null"/> where the public key cannot be encapsulated to.</returns>
    public static (Secret Exported, OpaqueBytes KemOutput)? SendExportBase(
        ICryptoProvider crypto,
        HpkePublicKey publicKey,
        ReadOnlySpan<byte> info,
        ReadOnlySpan<byte> exporterContext,
        int length,
        IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        Limit.OfKdf(length, crypto.HashLength);
        if (crypto.Kem.Encapsulate(publicKey, random) is not { } encapsulated)
        {
            return null;
        }

        using var sharedSecret = encapsulated.SharedSecret;
        return (Export(crypto, sharedSecret, info, exporterContext, length), encapsulated.KemOutput);
    }

    /// <summary>ReceiveExportBase: the secret of <see cref="SendExportBase"/>. The caller owns it.</summary>
    /// <returns><see langword="null"/> where the encapsulation is invalid.</returns>
    public static Secret? ReceiveExportBase(
        ICryptoProvider crypto,
        HpkePrivateKey privateKey,
        ReadOnlySpan<byte> kemOutput,
        ReadOnlySpan<byte> info,
        ReadOnlySpan<byte> exporterContext,
        int length)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        Limit.OfKdf(length, crypto.HashLength);
        using var sharedSecret = crypto.Kem.Decapsulate(privateKey, kemOutput);
        return sharedSecret is null ? null : Export(crypto, sharedSecret, info, exporterContext, length);
    }

    /// <summary>KeySchedule of mode_base, as far as one message needs it: the key and the nonce of sequence number 0.</summary>
    private static void KeySchedule(ICryptoProvider crypto, Secret sharedSecret, ReadOnlySpan<byte> info, Span<byte> key, Span<byte> nonce)
    {
        var labeled = new LabeledKdf(crypto, SuiteId(crypto, stackalloc byte[10]));
        Span<byte> context = stackalloc byte[1 + (2 * LargestHash)];
        Span<byte> secret = stackalloc byte[LargestHash];
        context = context[..(1 + (2 * crypto.HashLength))];
        secret = secret[..crypto.HashLength];
        Schedule(labeled, sharedSecret, info, context, secret);
        labeled.Expand(secret, "key"u8, context, key);
        labeled.Expand(secret, "base_nonce"u8, context, nonce);
        CryptographicOperations.ZeroMemory(secret);
    }

    private static Secret Export(ICryptoProvider crypto, Secret sharedSecret, ReadOnlySpan<byte> info, ReadOnlySpan<byte> exporterContext, int length)
    {
        var labeled = new LabeledKdf(crypto, SuiteId(crypto, stackalloc byte[10]));
        Span<byte> context = stackalloc byte[1 + (2 * LargestHash)];
        Span<byte> secret = stackalloc byte[LargestHash];
        Span<byte> exporterSecret = stackalloc byte[LargestHash];
        context = context[..(1 + (2 * crypto.HashLength))];
        secret = secret[..crypto.HashLength];
        exporterSecret = exporterSecret[..crypto.HashLength];
        using var exported = new Scratch(stackalloc byte[Scratch.OnStack], length);
        Schedule(labeled, sharedSecret, info, context, secret);
        labeled.Expand(secret, "exp"u8, context, exporterSecret);
        labeled.Expand(exporterSecret, "sec"u8, exporterContext, exported.Span);
        CryptographicOperations.ZeroMemory(secret);
        CryptographicOperations.ZeroMemory(exporterSecret);
        return new Secret(exported.Span);
    }

    /// <summary>The first half of KeySchedule: key_schedule_context and secret, with the empty psk and psk_id of mode_base.</summary>
    private static void Schedule(LabeledKdf labeled, Secret sharedSecret, ReadOnlySpan<byte> info, Span<byte> context, Span<byte> secret)
    {
        var hashLength = secret.Length;
        context[0] = 0;
        labeled.Extract([], "psk_id_hash"u8, [], context.Slice(1, hashLength));
        labeled.Extract([], "info_hash"u8, info, context[(1 + hashLength)..]);
        labeled.Extract(sharedSecret.Expose(), "secret"u8, [], secret);
    }

    private static ReadOnlySpan<byte> SuiteId(ICryptoProvider crypto, Span<byte> target)
    {
        var writer = new SpanWriter(target);
        writer.Put("HPKE"u8);
        writer.PutUInt16(crypto.Kem.Id);
        writer.PutUInt16(crypto.KdfId);
        writer.PutUInt16(crypto.AeadId);
        return target;
    }
}
