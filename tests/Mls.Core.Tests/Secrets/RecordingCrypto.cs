using Mls.Core.Crypto;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Secrets;

/// <summary>Primitives that note each secret that is of no further use once the operation is over that they serve.</summary>
internal sealed class RecordingCrypto(ICryptoProvider inner, ConsumedSecrets consumed) : WrappedCrypto(inner)
{
    // What is derived under these labels, and what it is derived from, serves one operation.
    private static readonly string[] Passing = ["joiner", "welcome", "epoch", "path", "node", "exported", "derived psk"];

    // What is derived lives on, but what it is derived from does not: an epoch_secret, a node of the secret tree, a ratchet secret.
    private static readonly string[] Replacing = ["tree", "handshake", "application", "secret", "sender data", "encryption", "init"];

    public override void Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> inputKeyMaterial, Span<byte> pseudorandomKey)
    {
        base.Extract(salt, inputKeyMaterial, pseudorandomKey);
        consumed.Add("KDF.Extract", pseudorandomKey);
    }

    public override void Expand(ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> info, Span<byte> output)
    {
        base.Expand(pseudorandomKey, info, output);
        var label = Label(info);
        if (Passing.Contains(label, StringComparer.Ordinal))
        {
            consumed.Add($"from {label}", output);
        }

        if (Passing.Contains(label, StringComparer.Ordinal) || Replacing.Contains(label, StringComparer.Ordinal))
        {
            consumed.Add($"into {label}", pseudorandomKey);
        }
    }

    /// <summary>Sealing and opening use a key up: all keys of MLS are for one message.</summary>
    public override void AeadSeal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        base.AeadSeal(key, nonce, associatedData, plaintext, ciphertext);
        consumed.Add("AEAD key of a sender", key);
    }

    public override bool AeadOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        var isOpen = base.AeadOpen(key, nonce, associatedData, ciphertext, plaintext);
        consumed.Add("AEAD key of a receiver", key);
        return isOpen;
    }

    public override HpkePrivateKey DeriveKeyPair(ReadOnlySpan<byte> inputKeyMaterial)
    {
        consumed.Add("input of a key pair", inputKeyMaterial);
        return base.DeriveKeyPair(inputKeyMaterial);
    }

    public override (Secret SharedSecret, OpaqueBytes KemOutput)? Encapsulate(HpkePublicKey publicKey, IRandomSource random)
    {
        var made = base.Encapsulate(publicKey, random);
        consumed.Add("KEM secret of a sender", made is { } pair ? pair.SharedSecret.Expose() : []);
        return made;
    }

    public override Secret? Decapsulate(HpkePrivateKey privateKey, ReadOnlySpan<byte> kemOutput)
    {
        var secret = base.Decapsulate(privateKey, kemOutput);
        consumed.Add("KEM secret of a receiver", secret is null ? [] : secret.Expose());
        return secret;
    }

    /// <summary>The label of a KDFLabel (RFC 9420, section 8) without its prefix; empty for HPKE's own derivations.</summary>
    private static string Label(ReadOnlySpan<byte> info)
    {
        const string prefix = "MLS 1.0 ";
        if (info.Length < 3 || info.Length < 3 + info[2])
        {
            return string.Empty;
        }

        var label = System.Text.Encoding.Latin1.GetString(info.Slice(3, info[2]));
        return label.StartsWith(prefix, StringComparison.Ordinal) ? label[prefix.Length..] : string.Empty;
    }
}
