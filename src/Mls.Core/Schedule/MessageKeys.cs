using Mls.Core.Crypto;
using Mls.Core.Secrets;

namespace Mls.Core.Schedule;

/// <summary>An AEAD key and its nonce (RFC 9420, sections 6.3.2, 9.1 and 12.4.3.1), the nonce without a reuse guard.</summary>
public sealed class MessageKeys : Secret
{
    private readonly int _keyLength;

    internal MessageKeys(ReadOnlySpan<byte> keyAndNonce, int keyLength)
        : base(keyAndNonce) => _keyLength = keyLength;

    /// <summary>Nk octets.</summary>
    public ReadOnlySpan<byte> Key => Expose()[.._keyLength];

    /// <summary>Nn octets.</summary>
    public ReadOnlySpan<byte> Nonce => Expose()[_keyLength..];

    /// <summary>ExpandWithLabel with the labels "key" and "nonce".</summary>
    internal static MessageKeys Expand(ICryptoProvider crypto, Secret secret, ReadOnlySpan<byte> context) => Expand(crypto, secret.Expose(), context);

    /// <inheritdoc cref="Expand(ICryptoProvider, Secret, ReadOnlySpan{byte})"/>
    internal static MessageKeys Expand(ICryptoProvider crypto, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> context)
    {
        var keyLength = crypto.AeadKeyLength;
        using var scratch = new Scratch(stackalloc byte[64], keyLength + crypto.AeadNonceLength);
        LabeledCrypto.ExpandWithLabel(crypto, secret, "key"u8, context, scratch.Span[..keyLength]);
        LabeledCrypto.ExpandWithLabel(crypto, secret, "nonce"u8, context, scratch.Span[keyLength..]);
        return new MessageKeys(scratch.Span, keyLength);
    }

    /// <summary>An independent copy with an owner of its own.</summary>
    internal MessageKeys Copy() => new(Expose(), _keyLength);
}
