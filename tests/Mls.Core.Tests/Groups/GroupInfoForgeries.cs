using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Broken rules of RFC 9420, sections 8.4, 12, 12.4.3, 13.4 and 17.3, in what a joiner learns about the group.</summary>
internal static class GroupInfoForgeries
{
    public static IEnumerable<Forgery> All { get; } =
    [
        WelcomeForgeries.Joining(
            WelcomeViolations.WelcomePskNonceLength,
            "a Welcome whose key has a nonce of one octet",
            psks: [new PreSharedKeyId.External(OpaqueBytes.FromText("shared"), [1])]),
        WelcomeForgeries.Informed(ExtensionViolations.JoinerGroupExtensionUnsupported, "a GroupContext with an extension that the joiner does not support", (_, info) =>
            info with { Context = info.Context with { Extensions = info.Context.Extensions.With(ForgeryScene.UnknownExtension, default) } }),
        Joined(WelcomeViolations.GroupInfoCannotBeOpened, "a sealed GroupInfo with an octet flipped, the secrets sealed to match", (scene, broken, pending, bundle) =>
            WelcomeForgeries.Welcome(scene, pending, bundle, (_, info) => info, [], sealedInfo: info => broken ? Forge.Flip(info) : info)),
        Joined(
            WelcomeViolations.GroupIdInUse,
            "a Welcome into a group whose id is that of another group",
            (scene, _, pending, bundle) => WelcomeForgeries.Welcome(scene, pending, bundle, (_, info) => info, []),
            broken => services => services with { IsMemberOf = _ => broken }),
        Joined(WelcomeViolations.WelcomeOwnLeaf, "a tree with another leaf of the joiner's own keys", (scene, broken, pending, bundle) =>
            WelcomeForgeries.Welcome(scene, pending, bundle, (_, info) => info, []), other: true),
        External(WelcomeViolations.GroupIdInUse, "an external join of a group whose id is that of another group", broken => (ForgeryScene.Abilities, _ => broken), (_, info) => info),
        External(
            ExtensionViolations.JoinerGroupExtensionUnsupported,
            "an external join by a client that does not support an extension of the GroupContext",
            broken => (ForgeryScene.Abilities with { Extensions = broken ? [] : [ForgeryScene.KnownExtension] }, _ => false),
            (scene, _) =>
            {
                var extensions = new Proposal.GroupContextExtensions(scene.Extensions.With(ForgeryScene.KnownExtension, default));
                scene.Group.Commit(0, new CommitOptions { Proposals = [extensions] }).Dispose();
                return scene.Attacker.Group.GroupInfo(withTree: true, withExternalPub: true);
            }),
        new Forgery(CommitViolations.EpochExhausted, "a GroupInfo of the last epoch, from which an external Commit would lead on", (scene, broken) =>
        {
            using var client = scene.NewClient("J");
            var info = scene.Attacker.Group.GroupInfo(withTree: true, withExternalPub: true);
            info = (info with { Context = info.Context with { Epoch = new Epoch(broken ? ulong.MaxValue : ulong.MaxValue - 1) } })
                .Sign(Suites.One, scene.Attacker.Group.State.Signer);
            scene.BeforeReceive();
            ExternalJoiner.Join(client.Services, info, null, client.Identity, client.Signer, null, []).Dispose();
        }),
    ];

    /// <summary>A new member joins by a Welcome of the attacker.</summary>
    private static Forgery Joined(
        ProtocolViolation rule,
        string name,
        Func<ForgeryScene, bool, PendingCommit, KeyPackageBundle, Welcome> make,
        Func<bool, Func<GroupServices, GroupServices>>? services = null,
        bool other = false) => new(rule, name, (scene, broken) =>
    {
        using var client = scene.NewClient("J", (services ?? (_ => same => same))(broken), ForgeryScene.Abilities);
        using var bundle = client.NewKeyPackage();
        var published = bundle.KeyPackage;
        if (other && broken)
        {
            // The same keys under another leaf, signed by the joiner itself: published long ago, say.
            var leaf = (published.LeafNode with { Source = new LeafNodeSource.KeyPackage(new Lifetime(0, ulong.MaxValue - 1)) }).Sign(Suites.One, client.Signer, null);
            published = (published with { LeafNode = leaf }).Sign(Suites.One, client.Signer);
        }

        using var pending = scene.Attacker.Group.Commit(new CommitOptions { Proposals = [new Proposal.Add(published)] });
        var welcome = make(scene, broken, pending, bundle);
        scene.BeforeReceive();
        using var joined = WelcomeReceiver.Join(client.Services, welcome, bundle, null);
    });

    private static Forgery External(
        ProtocolViolation rule,
        string name,
        Func<bool, (Capabilities Abilities, Func<GroupId, bool> IsMemberOf)> joiner,
        Func<ForgeryScene, GroupInfo, GroupInfo> change) => new(rule, name, (scene, broken) =>
    {
        var (abilities, isMemberOf) = joiner(broken);
        using var client = scene.NewClient("J", services => services with { IsMemberOf = isMemberOf }, abilities);
        var info = change(scene, scene.Attacker.Group.GroupInfo(withTree: true, withExternalPub: true));
        scene.BeforeReceive();
        ExternalJoiner.Join(client.Services, info, null, client.Identity, client.Signer, null, []).Dispose();
    });
}
