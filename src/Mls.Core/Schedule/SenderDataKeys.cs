using Mls.Core.Crypto;
using Mls.Core.Secrets;

namespace Mls.Core.Schedule;

/// <summary>RFC 9420, section 6.3.2: what protects the sender data of a PrivateMessage.</summary>
public static class SenderDataKeys
{
    /// <summary>sender_data_key and sender_data_nonce; the sample is the first Nh octets of <paramref name="ciphertext"/>, or all where there are fewer.</summary>
    public static MessageKeys Derive(ICryptoProvider crypto, SenderDataSecret secret, ReadOnlySpan<byte> ciphertext)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        ArgumentNullException.ThrowIfNull(secret);
        return MessageKeys.Expand(crypto, secret, ciphertext[..Math.Min(crypto.HashLength, ciphertext.Length)]);
    }
}
