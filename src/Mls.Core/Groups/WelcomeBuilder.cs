using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>RFC 9420, section 12.4.3.1: one Welcome for all who were added.</summary>
internal static class WelcomeBuilder
{
    /// <summary>Builds the Welcome of a Commit.</summary>
    /// <param name="services">What the group needs from outside.</param>
    /// <param name="staged">The Commit, made by its committer, who stays a member.</param>
    /// <param name="path">Its path, which knows what it tells each new member; <see langword="null"/> where it has none.</param>
    /// <param name="withTree">Whether the Welcome carries the tree.</param>
    public static Welcome Build(GroupServices services, StagedCommit staged, PathBuilder? path, bool withTree)
    {
        var crypto = services.Crypto;
        var provisional = staged.Transition.Provisional;
        var joiner = staged.JoinerSecret!;
        using var welcomeSecret = KeySchedule.DeriveWelcome(crypto, joiner, staged.PskSecret!);
        var info = Tls.Encode(GroupInfoFactory.Create(services, staged.Next!, withTree, withExternalPub: false));
        var encryptedInfo = WelcomeSecrets.Seal(crypto, welcomeSecret, info);
        var ids = provisional.Proposals.Psks.ToValueList();
        var secrets = new List<EncryptedGroupSecrets>(provisional.Added.Count);
        foreach (var member in provisional.Added)
        {
            using var writer = new TlsWriter();
            WriteSecrets(writer, joiner, path?.SecretFor(member.Leaf), ids);
            var sealedSecrets = Rule.Require(
                crypto.EncryptWithLabel(member.KeyPackage.InitKey, WelcomeSecrets.Label, encryptedInfo.Span, writer.Written, services.Random),
                KeyPackageViolations.KeyPackageInitKey);
            secrets.Add(new EncryptedGroupSecrets(member.KeyPackage.Ref(crypto), sealedSecrets));
        }

        return new Welcome(crypto.Suite, secrets.ToValueList(), encryptedInfo);
    }

    // GroupSecrets owns what it holds; here the secrets are lent, so its fields are written directly.
    private static void WriteSecrets(TlsWriter writer, JoinerSecret joiner, PathSecret? pathSecret, ValueList<PreSharedKeyId> psks)
    {
        writer.WriteSecret(joiner);
        writer.WriteUInt8(pathSecret is null ? (byte)0 : (byte)1);
        if (pathSecret is not null)
        {
            writer.WriteSecret(pathSecret);
        }

        writer.WriteList(psks);
    }
}
