using Mls.Core.Crypto;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>The key and nonce that seal the GroupInfo of a Welcome (RFC 9420, section 12.4.3.1).</summary>
internal static class WelcomeSecrets
{
    /// <summary>The label under which GroupSecrets are sealed.</summary>
    public static ReadOnlySpan<byte> Label => "Welcome"u8;

    public static OpaqueBytes Seal(ICryptoProvider crypto, WelcomeSecret secret, ReadOnlySpan<byte> groupInfo)
    {
        using var keys = KeySchedule.DeriveWelcomeKeys(crypto, secret);
        var ciphertext = new byte[groupInfo.Length + crypto.AeadTagLength];
        crypto.AeadSeal(keys.Key, keys.Nonce, [], groupInfo, ciphertext);
        return OpaqueBytes.Own(ciphertext);
    }

    public static byte[]? Open(ICryptoProvider crypto, WelcomeSecret secret, ReadOnlySpan<byte> ciphertext)
    {
        if (ciphertext.Length < crypto.AeadTagLength)
        {
            return null;
        }

        using var keys = KeySchedule.DeriveWelcomeKeys(crypto, secret);
        var groupInfo = new byte[ciphertext.Length - crypto.AeadTagLength];
        return crypto.AeadOpen(keys.Key, keys.Nonce, [], ciphertext, groupInfo) ? groupInfo : null;
    }
}
