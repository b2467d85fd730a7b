using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>Joins a group by a Welcome, top to bottom as RFC 9420, section 12.4.3.1, lists the steps.</summary>
public static class WelcomeReceiver
{
    /// <summary>Joins with one KeyPackage. A join that succeeds clears the bundle's keys, unless the KeyPackage is one of last resort; one that fails leaves them usable.</summary>
    /// <param name="services">What the group needs from outside.</param>
    /// <param name="welcome">The Welcome.</param>
    /// <param name="bundle">The KeyPackage that it was made for.</param>
    /// <param name="tree">The ratchet tree, where the Welcome does not carry it.</param>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">What opens does not decode.</exception>
    /// <exception cref="InvalidOperationException">The KeyPackage has been used.</exception>
    public static Group Join(GroupServices services, Welcome welcome, KeyPackageBundle bundle, RatchetTree? tree)
    {
        Rule.Require(welcome.CipherSuite == bundle.KeyPackage.CipherSuite, WelcomeViolations.WelcomeSuite);
        return Join(services, welcome, JoinKeys.Of(services.Crypto, bundle), bundle.KeyPackage.LeafNode, tree);
    }

    /// <summary>Joins with the keys behind a KeyPackage. A join that succeeds clears them, unless they are of last resort; one that fails leaves them usable.</summary>
    /// <param name="services">What the group needs from outside.</param>
    /// <param name="welcome">The Welcome.</param>
    /// <param name="keys">The keys behind the KeyPackage that it was made for.</param>
    /// <param name="tree">The ratchet tree, where the Welcome does not carry it.</param>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    /// <exception cref="MalformedException">What opens does not decode.</exception>
    /// <exception cref="InvalidOperationException">The KeyPackage has been used.</exception>
    public static Group Join(GroupServices services, Welcome welcome, JoinKeys keys, RatchetTree? tree) => Join(services, welcome, keys, null, tree);

    /// <summary>The pre-shared keys that a Welcome was made with: one of usage reinit or branch names the group that it goes on from,
    /// and is joined with <see cref="Reinitialization"/> or <see cref="SubgroupBranching"/>.</summary>
    /// <exception cref="ProtocolViolationException">The Welcome does not open with the keys.</exception>
    /// <exception cref="MalformedException">What opens does not decode.</exception>
    public static ValueList<PreSharedKeyId> PreSharedKeys(ICryptoProvider crypto, Welcome welcome, JoinKeys keys)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        ArgumentNullException.ThrowIfNull(welcome);
        ArgumentNullException.ThrowIfNull(keys);
        using var secrets = OpenSecrets(crypto, welcome, keys);
        return secrets.Psks;
    }

    /// <summary>The KeyPackages that a Welcome names.</summary>
    public static IEnumerable<KeyPackageRef> NewMembers(Welcome welcome) => welcome.Secrets.Select(one => one.NewMember);

    private static Group Join(GroupServices services, Welcome welcome, JoinKeys keys, LeafNode? published, RatchetTree? tree)
    {
        if (keys.IsUsed)
        {
            throw new InvalidOperationException($"KeyPackage {keys.Ref} has been used: it is good for one join (RFC 9420, section 10)");
        }

        var group = Open(services, welcome, keys, published, tree);
        if (!keys.IsLastResort)
        {
            keys.Dispose();
        }

        return group;
    }

    private static Group Open(GroupServices services, Welcome welcome, JoinKeys keys, LeafNode? published, RatchetTree? tree)
    {
        var crypto = services.Crypto;
        Rule.Require(welcome.CipherSuite == crypto.Suite, WelcomeViolations.WelcomeSuite);
        using var secrets = OpenSecrets(crypto, welcome, keys);
        Rule.Require(secrets.JoinerSecret.Length == crypto.HashLength, WelcomeViolations.SecretLength);
        CheckPsks(crypto, secrets.Psks);
        services.Origin?.Check(secrets.Psks);
        using var psk = PskResolver.Resolve(services, null, secrets.Psks, WelcomeViolations.WelcomePskUnknown);
        var info = OpenGroupInfo(crypto, welcome, secrets.JoinerSecret, psk);
        Rule.Require(info.Context.Epoch.Value == 1 || !secrets.Psks.Any(IsNewGroupKey), WelcomeViolations.WelcomeEpoch);
        Rule.Require(services.Origin?.IsReplacedBy(info.Context.GroupId) == true || !services.IsMemberOf(info.Context.GroupId), WelcomeViolations.GroupIdInUse);
        if (published is not null)
        {
            GroupContextRules.CheckJoiner(published.Capabilities, info.Context.Extensions);
        }

        var shared = PublicGroup.FromGroupInfo(services, info, tree);
        services.Origin?.Check(services, secrets.Psks, shared.Context, shared.Tree);
        var ownLeaf = FindOwnLeaf(shared.Tree, keys, published);
        var path = secrets.PathSecret is { } told
            ? PathReceiver.ForJoiner(crypto, shared.Tree, ownLeaf, info.Signer, told)
            : [];
        EpochSecrets? epoch = null;
        try
        {
            epoch = KeySchedule.DeriveEpoch(crypto, secrets.JoinerSecret, psk, Tls.Encode(info.Context));
            JoinedState.RequireConfirmed(crypto, shared, epoch);
            var privateTree = PrivateTree.Of(ownLeaf, keys.EncryptionKey.Copy()).Next(shared.Tree, null, path);
            return new Group(services, JoinedState.Make(services, shared, privateTree, keys.SignatureKey.Copy(), epoch));
        }
        catch
        {
            epoch?.Dispose();
            foreach (var key in path.Values)
            {
                key.Dispose();
            }

            throw;
        }
    }

    private static GroupSecrets OpenSecrets(ICryptoProvider crypto, Welcome welcome, JoinKeys keys)
    {
        var entry = Rule.Require(welcome.Secrets.FirstOrDefault(one => one.NewMember == keys.Ref), WelcomeViolations.WelcomeNotForKeyPackage);
        using var opened = Rule.Require(
            crypto.DecryptWithLabel(keys.InitKey, WelcomeSecrets.Label, welcome.EncryptedGroupInfo.Span, entry.Sealed),
            WelcomeViolations.WelcomeCannotBeOpened);
        return Tls.Decode<GroupSecrets>(opened.Expose());
    }

    private static GroupInfo OpenGroupInfo(ICryptoProvider crypto, Welcome welcome, JoinerSecret joiner, PskSecret psk)
    {
        using var welcomeSecret = KeySchedule.DeriveWelcome(crypto, joiner, psk);
        var opened = Rule.Require(WelcomeSecrets.Open(crypto, welcomeSecret, welcome.EncryptedGroupInfo.Span), WelcomeViolations.GroupInfoCannotBeOpened);
        return Tls.Decode<GroupInfo>(opened);
    }

    private static void CheckPsks(ICryptoProvider crypto, ValueList<PreSharedKeyId> psks)
    {
        Rule.Require(psks.Count <= ushort.MaxValue, CommitViolations.TooManyPsks);
        Rule.Require(psks.All(psk => psk.Nonce.Length == crypto.HashLength), WelcomeViolations.WelcomePskNonceLength);
        Rule.Require(psks.Distinct().Count() == psks.Count, WelcomeViolations.WelcomePskRepeated);
        Rule.Require(psks.Count(IsNewGroupKey) <= 1, WelcomeViolations.WelcomePsk);
    }

    private static bool IsNewGroupKey(PreSharedKeyId psk) =>
        psk is PreSharedKeyId.Resumption { Usage: ResumptionPskUsage.ReInit or ResumptionPskUsage.Branch };

    /// <summary>The leaf of the KeyPackage; where only its keys are known, the leaf that has them.</summary>
    private static LeafIndex FindOwnLeaf(RatchetTree tree, JoinKeys keys, LeafNode? published)
    {
        foreach (var (index, leaf) in tree.Leaves())
        {
            if (leaf.SignatureKey == keys.SignatureKey.PublicKey && leaf.EncryptionKey == keys.EncryptionKey.PublicKey && leaf == (published ?? leaf))
            {
                return index;
            }
        }

        throw new ProtocolViolationException(WelcomeViolations.WelcomeOwnLeaf);
    }
}
