using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Broken rules of RFC 9420, section 12.4.3, in what joiners are sent.</summary>
internal static class WelcomeForgeries
{
    public static IEnumerable<Forgery> All { get; } =
    [
        Joining(WelcomeViolations.WelcomeSuite, "a Welcome of another suite", welcome: welcome => welcome with { CipherSuite = new CipherSuite(2) }),
        Joining(WelcomeViolations.WelcomeNotForKeyPackage, "nobody's secrets", welcome: welcome => welcome with { Secrets = [] }),
        Joining(WelcomeViolations.WelcomeCannotBeOpened, "secrets with an octet flipped", welcome: welcome => welcome with
        {
            Secrets = [.. welcome.Secrets.Select(one => one with { Sealed = one.Sealed with { Ciphertext = Forge.Flip(one.Sealed.Ciphertext) } })],
        }),
        Joining(WelcomeViolations.WelcomeCannotBeOpened, "a GroupInfo with an octet flipped", welcome: welcome => welcome with { EncryptedGroupInfo = Forge.Flip(welcome.EncryptedGroupInfo) }),
        Joining(WelcomeViolations.WelcomeCannotBeOpened, "no GroupInfo", welcome: welcome => welcome with { EncryptedGroupInfo = default }),
        Informed(WelcomeViolations.UnsupportedSuite, "a GroupContext of another suite", (_, info) => info with { Context = info.Context with { CipherSuite = new CipherSuite(2) } }),
        Informed(WelcomeViolations.GroupInfoVersion, "a GroupContext of another version", (_, info) => info with { Context = info.Context with { Version = new ProtocolVersion(2) } }),
        Informed(ExtensionViolations.DuplicateGroupInfoExtension, "an extension twice", (_, info) => info with { Extensions = new([.. info.Extensions.Items, .. info.Extensions.Items]) }),
        Informed(ExtensionViolations.DuplicateGroupContextExtension, "an extension of the GroupContext twice", (_, info) =>
            info with { Context = info.Context with { Extensions = new([.. info.Context.Extensions.Items, .. info.Context.Extensions.Items]) } }),
        Informed(WelcomeViolations.RatchetTreeMissing, "a GroupInfo without tree, and none beside it", (_, info) => info with { Extensions = ExtensionList.Empty }),
        Informed(WelcomeViolations.GroupInfoSigner, "a signer that is nobody", (_, info) => info with { Signer = new LeafIndex(9) }),
        Informed(WelcomeViolations.GroupInfoSignature, "a signer that is somebody else", (_, info) => info with { Signer = new LeafIndex(1) }),
        Informed(WelcomeViolations.GroupInfoTag, "a GroupInfo with another confirmation tag", (_, info) => info with { ConfirmationTag = new MacTag(Forge.Flip(info.ConfirmationTag.Octets)) }),
        Informed(WelcomeViolations.GroupInfoTag, "a GroupInfo with an empty confirmation tag", (_, info) => info with { ConfirmationTag = default }),
        Informed(WelcomeViolations.GroupInfoTag, "a GroupInfo with another transcript", (_, info) =>
            info with { Context = info.Context with { ConfirmedTranscriptHash = OpaqueBytes.Own(new byte[32]) } }),
        Joining(WelcomeViolations.WelcomePsk, "a branch key and a reinit key", psks: [Resumption(ResumptionPskUsage.Branch, 1), Resumption(ResumptionPskUsage.ReInit, 2)]),
        Joining(WelcomeViolations.WelcomePskRepeated, "a Welcome with one key twice", psks: [ForgeryScene.Psk("shared").Psk, ForgeryScene.Psk("shared").Psk]),
        Joining(WelcomeViolations.WelcomePskUnknown, "a key that the joiner does not have", psks: [ForgeryScene.Psk("of A only").Psk]),
        new Forgery(WelcomeViolations.WelcomeEpoch, "a branch key in a later epoch than the first", (scene, broken) =>
        {
            var group = scene.Attacker.Group;
            var id = new PreSharedKeyId.Resumption(broken ? ResumptionPskUsage.Branch : ResumptionPskUsage.Application, group.GroupId, group.Epoch, OpaqueBytes.Own(new byte[32]));
            using var client = scene.NewClient("J", new TestPsks().With(group.GroupId, group.Epoch, group.State.Secrets.ResumptionPsk));
            using var bundle = client.NewKeyPackage();
            using var pending = group.Commit(new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)] });
            using var builder = new PskSecretBuilder(Suites.One, 1);
            builder.Add(id, group.State.Secrets.ResumptionPsk);
            using var psk = builder.Build();
            try
            {
                scene.BeforeReceive();
                var welcome = Welcome(scene, pending, bundle, (_, info) => info, [id], null, psk);
                using var joined = broken
                    ? SubgroupBranching.Join(scene.Victim.Group, client.Services, welcome, bundle, null)
                    : WelcomeReceiver.Join(client.Services, welcome, bundle, null);
            }
            catch (ProtocolViolationException refused) when (!broken && refused.Violation == WelcomeViolations.GroupInfoTag)
            {
                // The committer has not used the key: the twin passes all checks of the key itself.
            }
        }),
        new Forgery(ExtensionViolations.ExternalSenderCredential, "an external sender of the group that nobody vouches for", (scene, broken) =>
        {
            using var client = scene.NewClient("J");
            using var bundle = client.NewKeyPackage();
            using var pending = scene.Attacker.Group.Commit(new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)] });
            if (broken)
            {
                scene.Judge.Refused.Add(scene.Outsider.Signer.PublicKey);
            }

            scene.BeforeReceive();
            using var joined = WelcomeReceiver.Join(client.Services, Welcome(scene, pending, bundle, (_, info) => info, []), bundle, null);
        }),
        new Forgery(WelcomeViolations.WelcomeOwnLeaf, "a group without the joiner", (scene, broken) =>
        {
            using var client = scene.NewClient("J");
            using var other = scene.NewClient("K");
            using var bundle = client.NewKeyPackage();
            using var added = other.NewKeyPackage();
            using var pending = scene.Attacker.Group.Commit(new CommitOptions { Proposals = [new Proposal.Add((broken ? added : bundle).KeyPackage)] });
            scene.BeforeReceive();
            using var joined = WelcomeReceiver.Join(client.Services, Welcome(scene, pending, bundle, (_, info) => info, []), bundle, null);
        }),
        new Forgery(WelcomeViolations.WelcomePathKeyMismatch, "a path secret that does not give the keys", (scene, broken) =>
        {
            using var client = scene.NewClient("J");
            using var bundle = client.NewKeyPackage();
            using var pending = scene.Attacker.Group.Commit(new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)] });
            using var wrong = new PathSecret(new byte[32]);
            scene.BeforeReceive();
            using var joined = WelcomeReceiver.Join(client.Services, Welcome(scene, pending, bundle, (_, info) => info, [], broken ? wrong : null), bundle, null);
        }),
        new Forgery(WelcomeViolations.WelcomePathSecretLength, "a path secret that is too short", (scene, broken) =>
        {
            using var client = scene.NewClient("J");
            using var bundle = client.NewKeyPackage();
            using var pending = scene.Attacker.Group.Commit(new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)] });
            using var wrong = new PathSecret(new byte[31]);
            scene.BeforeReceive();
            using var joined = WelcomeReceiver.Join(client.Services, Welcome(scene, pending, bundle, (_, info) => info, [], broken ? wrong : null), bundle, null);
        }),
        new Forgery(WelcomeViolations.SecretLength, "a joiner secret that is empty", (scene, broken) =>
        {
            using var client = scene.NewClient("J");
            using var bundle = client.NewKeyPackage();
            using var pending = scene.Attacker.Group.Commit(new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)] });
            var welcome = Welcome(scene, pending, bundle, (_, info) => info, []);
            using var empty = new GroupSecrets(JoinerSecret.From([]), null, []);
            var sealedSecrets = Suites.One.EncryptWithLabel(
                bundle.KeyPackage.InitKey, WelcomeSecrets.Label, welcome.EncryptedGroupInfo.Span, Tls.Encode(empty), client.Services.Random);
            welcome = broken ? welcome with { Secrets = [welcome.Secrets[0] with { Sealed = sealedSecrets }] } : welcome;
            scene.BeforeReceive();
            using var joined = WelcomeReceiver.Join(client.Services, welcome, bundle, null);
        }),
        new Forgery(TreeViolations.TreeLeafSignature, "a tree of another group", (scene, broken) =>
        {
            using var client = scene.NewClient("J");
            using var bundle = client.NewKeyPackage();
            using var pending = scene.Attacker.Group.Commit(new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)] });
            var welcome = Welcome(scene, pending, bundle, (_, info) => broken ? info with { Context = info.Context with { GroupId = new GroupId([9]) } } : info, []);
            scene.BeforeReceive();
            using var joined = WelcomeReceiver.Join(client.Services, welcome, bundle, null);
        }),
    ];

    /// <summary>A new member joins by a Welcome that is changed as a whole.</summary>
    internal static Forgery Joining(ProtocolViolation rule, string name, Func<Welcome, Welcome>? welcome = null, ValueList<PreSharedKeyId>? psks = null) =>
        Join(rule, name, (_, info) => info, welcome ?? (same => same), psks ?? []);

    /// <summary>A new member joins by a Welcome whose GroupInfo is changed, then signed by the committer.</summary>
    internal static Forgery Informed(ProtocolViolation rule, string name, Func<ForgeryScene, GroupInfo, GroupInfo> info) => Join(rule, name, info, same => same, []);

    private static Forgery Join(ProtocolViolation rule, string name, Func<ForgeryScene, GroupInfo, GroupInfo> info, Func<Welcome, Welcome> welcome, ValueList<PreSharedKeyId> psks) =>
        new(rule, name, (scene, broken) =>
        {
            using var client = scene.NewClient("J");
            using var bundle = client.NewKeyPackage();
            using var pending = scene.Attacker.Group.Commit(new CommitOptions { Proposals = [new Proposal.Add(bundle.KeyPackage)] });
            var made = Welcome(scene, pending, bundle, broken ? info : (_, same) => same, broken ? psks : []);
            made = Tls.Decode<Welcome>(Tls.Encode(broken ? welcome(made) : made));
            scene.BeforeReceive();
            using var joined = WelcomeReceiver.Join(client.Services, made, bundle, null);
        });

    internal static Welcome Welcome(
        ForgeryScene scene,
        PendingCommit pending,
        KeyPackageBundle bundle,
        Func<ForgeryScene, GroupInfo, GroupInfo> change,
        ValueList<PreSharedKeyId> psks,
        PathSecret? path = null,
        PskSecret? psk = null,
        Func<OpaqueBytes, OpaqueBytes>? sealedInfo = null)
    {
        var crypto = Suites.One;
        var next = pending.Staged.Next!;
        var joiner = pending.Staged.JoinerSecret!;
        var info = change(scene, GroupInfoFactory.Create(scene.Attacker.Client.Services, next, withTree: true, withExternalPub: false)).Sign(crypto, next.Signer);
        using var welcomeSecret = KeySchedule.DeriveWelcome(crypto, joiner, psk ?? pending.Staged.PskSecret!);
        var encryptedInfo = (sealedInfo ?? (same => same))(WelcomeSecrets.Seal(crypto, welcomeSecret, Tls.Encode(info)));
        using var secrets = new GroupSecrets(JoinerSecret.From(joiner.Expose()), path is null ? null : PathSecret.From(path.Expose()), psks);
        var sealedSecrets = crypto.EncryptWithLabel(
            bundle.KeyPackage.InitKey, WelcomeSecrets.Label, encryptedInfo.Span, Tls.Encode(secrets), scene.Attacker.Client.Services.Random);
        return new Welcome(crypto.Suite, [new EncryptedGroupSecrets(bundle.KeyPackage.Ref(crypto), sealedSecrets)], encryptedInfo);
    }

    private static PreSharedKeyId.Resumption Resumption(ResumptionPskUsage usage, byte epoch) => new(usage, new GroupId([1]), new Epoch(epoch), OpaqueBytes.Own(new byte[32]));
}
