using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>Joins a group by a Welcome, top to bottom as RFC 9420, section 12.4.3.1, lists the steps.</summary>
public static class WelcomeReceiver
{
    /// <summary>Joins with one KeyPackage; the bundle's leaf keys are copied, the bundle stays the caller's to dispose of.</summary>
    /// <param name="services">What the group needs from outside.</param>
    /// <param name="welcome">The Welcome.</param>
    /// <param name="bundle">The KeyPackage that it was made for.</param>
    /// <param name="tree">The ratchet tree, where the Welcome does not carry it.</param>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">What opens does not decode.</exception>
    public static Group Join(GroupServices services, Welcome welcome, KeyPackageBundle bundle, RatchetTree? tree)
    {
        using var keys = new JoinKeys(bundle.KeyPackage.Ref(services.Crypto), bundle.InitKey.Copy(), bundle.EncryptionKey.Copy(), bundle.SignatureKey.Copy());
        Rule.Require(welcome.CipherSuite == bundle.KeyPackage.CipherSuite, ProtocolViolation.WelcomeSuite);
        return Join(services, welcome, keys, tree);
    }

    /// <summary>Joins with the keys behind a KeyPackage; they are copied and stay the caller's.</summary>
    /// <param name="services">What the group needs from outside.</param>
    /// <param name="welcome">The Welcome.</param>
    /// <param name="keys">The keys behind the KeyPackage that it was made for.</param>
    /// <param name="tree">The ratchet tree, where the Welcome does not carry it.</param>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">What opens does not decode.</exception>
    public static Group Join(GroupServices services, Welcome welcome, JoinKeys keys, RatchetTree? tree)
    {
        var crypto = services.Crypto;
        Rule.Require(welcome.CipherSuite == crypto.Suite, ProtocolViolation.WelcomeSuite);
        using var secrets = OpenSecrets(crypto, welcome, keys);
        Rule.Require(secrets.JoinerSecret.Length == crypto.HashLength, ProtocolViolation.SecretLength);
        CheckPsks(secrets.Psks);
        using var psk = PskResolver.Resolve(services, null, secrets.Psks);
        var info = OpenGroupInfo(crypto, welcome, secrets.JoinerSecret, psk);
        Rule.Require(info.Context.Epoch.Value == 1 || !secrets.Psks.Any(IsNewGroupKey), ProtocolViolation.WelcomePsk);
        var shared = PublicGroup.FromGroupInfo(services, info, tree);
        var ownLeaf = FindOwnLeaf(shared.Tree, keys);
        var path = secrets.PathSecret is { } told
            ? PathReceiver.ForJoiner(crypto, shared.Tree, ownLeaf, info.Signer, told)
            : [];
        var epoch = KeySchedule.DeriveEpoch(crypto, secrets.JoinerSecret, psk, Tls.Encode(info.Context));
        try
        {
            JoinedState.RequireConfirmed(crypto, shared, epoch);
        }
        catch
        {
            foreach (var key in path.Values)
            {
                key.Dispose();
            }

            throw;
        }

        var privateTree = PrivateTree.Of(ownLeaf, keys.EncryptionKey.Copy()).Next(shared.Tree, null, path);
        return new Group(services, JoinedState.Make(services, shared, privateTree, keys.SignatureKey.Copy(), epoch));
    }

    /// <summary>The KeyPackages that a Welcome names.</summary>
    public static IEnumerable<KeyPackageRef> NewMembers(Welcome welcome) => welcome.Secrets.Select(one => one.NewMember);

    private static GroupSecrets OpenSecrets(ICryptoProvider crypto, Welcome welcome, JoinKeys keys)
    {
        var entry = Rule.Require(welcome.Secrets.FirstOrDefault(one => one.NewMember == keys.Ref), ProtocolViolation.WelcomeNotForKeyPackage);
        using var opened = Rule.Require(
            crypto.DecryptWithLabel(keys.InitKey, WelcomeSecrets.Label, welcome.EncryptedGroupInfo.Span, entry.Sealed),
            ProtocolViolation.WelcomeCannotBeOpened);
        return Tls.Decode<GroupSecrets>(opened.Expose());
    }

    private static GroupInfo OpenGroupInfo(ICryptoProvider crypto, Welcome welcome, JoinerSecret joiner, PskSecret psk)
    {
        using var welcomeSecret = KeySchedule.DeriveWelcome(crypto, joiner, psk);
        var opened = Rule.Require(WelcomeSecrets.Open(crypto, welcomeSecret, welcome.EncryptedGroupInfo.Span), ProtocolViolation.WelcomeCannotBeOpened);
        return Tls.Decode<GroupInfo>(opened);
    }

    private static void CheckPsks(ValueList<PreSharedKeyId> psks)
    {
        Rule.Require(psks.Count <= ushort.MaxValue, ProtocolViolation.TooManyPsks);
        Rule.Require(psks.Count(IsNewGroupKey) <= 1 && psks.Distinct().Count() == psks.Count, ProtocolViolation.WelcomePsk);
    }

    private static bool IsNewGroupKey(PreSharedKeyId psk) =>
        psk is PreSharedKeyId.Resumption { Usage: ResumptionPskUsage.ReInit or ResumptionPskUsage.Branch };

    private static LeafIndex FindOwnLeaf(RatchetTree tree, JoinKeys keys)
    {
        foreach (var (index, leaf) in tree.Leaves())
        {
            if (leaf.SignatureKey == keys.SignatureKey.PublicKey && leaf.EncryptionKey == keys.EncryptionKey.PublicKey)
            {
                return index;
            }
        }

        throw new ProtocolViolationException(ProtocolViolation.WelcomeOwnLeaf);
    }
}
