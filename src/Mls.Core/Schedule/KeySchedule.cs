using Mls.Core.Crypto;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Schedule;

/// <summary>RFC 9420, section 8: from one epoch's init_secret to the next epoch's secrets. Inputs are lent; the caller owns every result.</summary>
public static class KeySchedule
{
    private const int LargestHash = 64;

    private static ReadOnlySpan<byte> ExternalInitLabel => "MLS 1.0 external init secret"u8;

    /// <summary>The commit_secret of a Commit without path: Nh zero octets.</summary>
    public static CommitSecret CommitSecretWithoutPath(ICryptoProvider crypto)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        return new CommitSecret(stackalloc byte[crypto.HashLength]);
    }

    /// <summary>joiner_secret, from the epoch before and the Commit; <paramref name="groupContext"/> is the new epoch's, encoded.</summary>
    public static JoinerSecret DeriveJoiner(ICryptoProvider crypto, InitSecret init, CommitSecret commit, ReadOnlySpan<byte> groupContext)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        ArgumentNullException.ThrowIfNull(init);
        ArgumentNullException.ThrowIfNull(commit);
        using var extracted = new Scratch(stackalloc byte[LargestHash], crypto.HashLength);
        crypto.Extract(init.Expose(), commit.Expose(), extracted.Span);
        return LabeledCrypto.ExpandWithLabel<JoinerSecret>(crypto, extracted.Span, "joiner"u8, groupContext);
    }

    /// <summary>welcome_secret.</summary>
    public static WelcomeSecret DeriveWelcome(ICryptoProvider crypto, JoinerSecret joiner, PskSecret psk)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        ArgumentNullException.ThrowIfNull(joiner);
        ArgumentNullException.ThrowIfNull(psk);
        using var member = new Scratch(stackalloc byte[LargestHash], crypto.HashLength);
        crypto.Extract(joiner.Expose(), psk.Expose(), member.Span);
        return LabeledCrypto.ExpandWithLabel<WelcomeSecret>(crypto, member.Span, "welcome"u8, []);
    }

    /// <summary>welcome_key and welcome_nonce (section 12.4.3.1).</summary>
    public static MessageKeys DeriveWelcomeKeys(ICryptoProvider crypto, WelcomeSecret welcome)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        ArgumentNullException.ThrowIfNull(welcome);
        return MessageKeys.Expand(crypto, welcome, []);
    }

    /// <summary>The secrets of the epoch whose encoded GroupContext is <paramref name="groupContext"/>.</summary>
    public static EpochSecrets DeriveEpoch(ICryptoProvider crypto, JoinerSecret joiner, PskSecret psk, ReadOnlySpan<byte> groupContext)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        ArgumentNullException.ThrowIfNull(joiner);
        ArgumentNullException.ThrowIfNull(psk);
        using var member = new Scratch(stackalloc byte[LargestHash], crypto.HashLength);
        using var epoch = new Scratch(stackalloc byte[LargestHash], crypto.HashLength);
        crypto.Extract(joiner.Expose(), psk.Expose(), member.Span);
        LabeledCrypto.ExpandWithLabel(crypto, member.Span, "epoch"u8, groupContext, epoch.Span);
        return EpochSecrets.Derive(crypto, epoch.Span);
    }

    /// <summary>The secrets of an epoch from its epoch_secret, which a group's creator draws at random (section 11).</summary>
    public static EpochSecrets FromEpochSecret(ICryptoProvider crypto, EpochSecret epoch)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        ArgumentNullException.ThrowIfNull(epoch);
        return EpochSecrets.Derive(crypto, epoch.Expose());
    }

    /// <summary>The init_secret of an external Commit and the kem_output of its ExternalInit proposal (section 8.3).</summary>
    /// <returns><see langword="null"/> where external_pub cannot be encapsulated to.</returns>
    public static (InitSecret Init, OpaqueBytes KemOutput)? SendExternalInit(ICryptoProvider crypto, HpkePublicKey externalPublicKey, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        if (Hpke.SendExportBase(crypto, externalPublicKey, [], ExternalInitLabel, crypto.HashLength, random) is not { } sent)
        {
            return null;
        }

        using var exported = sent.Exported;
        return (new InitSecret(exported.Expose()), sent.KemOutput);
    }

    /// <summary>The init_secret of an external Commit from its ExternalInit proposal (section 8.3).</summary>
    /// <returns><see langword="null"/> where <paramref name="kemOutput"/> is invalid.</returns>
    public static InitSecret? ReceiveExternalInit(ICryptoProvider crypto, HpkePrivateKey externalKey, ReadOnlySpan<byte> kemOutput)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        using var exported = Hpke.ReceiveExportBase(crypto, externalKey, kemOutput, [], ExternalInitLabel, crypto.HashLength);
        return exported is null ? null : new InitSecret(exported.Expose());
    }
}
