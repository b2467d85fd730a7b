using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Broken rules of RFC 9420, sections 7.3, 10.1, 12.1 and 12.2.</summary>
internal static class ProposalForgeries
{
    public static IEnumerable<Forgery> All { get; } =
    [
        Add(KeyPackageViolations.KeyPackageSuite, "a KeyPackage of another suite", package: (_, package) => package with { CipherSuite = new CipherSuite(2) }),
        Add(KeyPackageViolations.KeyPackageVersion, "a KeyPackage of another version", package: (_, package) => package with { Version = new ProtocolVersion(2) }),
        Add(KeyPackageViolations.KeyPackageInitKeyIsLeafKey, "the init key is the leaf key", package: (_, package) => package with { InitKey = package.LeafNode.EncryptionKey }),
        Add(KeyPackageViolations.KeyPackageInitKey, "an init key of low order", package: (_, package) => package with { InitKey = new HpkePublicKey(OpaqueBytes.Own(new byte[32])) }),
        Add(ExtensionViolations.DuplicateKeyPackageExtension, "an extension of the KeyPackage twice", package: (_, package) =>
            package with { Extensions = ExtensionList.Empty.With(new ExtensionType(0x0A0A), default).With(new ExtensionType(0x0A0A), default) }),
        Add(KeyPackageViolations.KeyPackageLeafSource, "a leaf of source update", leaf: (_, leaf) => leaf with { Source = new LeafNodeSource.Update() }, unsigned: true),
        Submitted(LeafViolations.LifetimeExpired, "a leaf that has expired", new Lifetime(0, 1)),
        Submitted(LeafViolations.LifetimeNotBegun, "a leaf of the future", new Lifetime(ulong.MaxValue, ulong.MaxValue)),
        Add(LeafViolations.LeafCredentialUnlisted, "a leaf without its own credential type", leaf: (_, leaf) => leaf with { Capabilities = leaf.Capabilities with { Credentials = [] } }),
        Add(LeafViolations.LeafExtensionUnlisted, "a leaf without its own extension", leaf: (_, leaf) =>
            leaf with { Extensions = ExtensionList.Empty.With(ForgeryScene.UnknownExtension, default) }),
        Add(KeyPackageViolations.KeyPackageLeafKey, "a leaf key of low order", leaf: (_, leaf) => leaf with { EncryptionKey = new HpkePublicKey(OpaqueBytes.Own(new byte[32])) }),
        Forgery.Message(KeyPackageViolations.KeyPackageSignature, "a KeyPackage with another signature", (scene, broken) =>
        {
            var add = Forge.Add(scene.NewClient("J"));
            return Forge.Proposal(scene.Attacker, broken ? new Proposal.Add(add.KeyPackage with { Signature = Forge.Flip(add.KeyPackage.Signature) }) : add);
        }),
        Forgery.Message(LeafViolations.AddedLeafSignature, "a KeyPackage whose leaf has another signature", (scene, broken) =>
        {
            var client = scene.NewClient("J");
            return Forge.Proposal(scene.Attacker, Forge.Add(
                client, package: package => broken ? package with { LeafNode = package.LeafNode with { Signature = Forge.Flip(package.LeafNode.Signature) } } : package));
        }),
        Forgery.Message(LeafViolations.AddedCredential, "a client that nobody vouches for", (scene, broken) =>
        {
            var client = scene.NewClient("J");
            if (broken)
            {
                scene.Judge.Refused.Add(client.Signer.PublicKey);
            }

            return Forge.Proposal(scene.Attacker, Forge.Add(client));
        }),
        Update(LeafViolations.UpdateSource, "an Update of source commit", (_, leaf) => leaf with { Source = new LeafNodeSource.Commit(default) }),
        Update(LeafViolations.UpdateKeyUnchanged, "an Update without a new key", (scene, leaf) =>
            leaf with { EncryptionKey = scene.Attacker.Group.State.Keys.LeafKey.PublicKey }),
        Update(LeafViolations.UpdateSuccessor, "an Update to another credential", (scene, leaf) => leaf with { Credential = scene.Outsider.Identity.Credential }),
        Proposed(
            ProposalViolations.ProposalTypeUnknown,
            "a type that nobody supports",
            _ => new Proposal.Custom(new ProposalType(0xF001), [1]),
            _ => new Proposal.Custom(ForgeryScene.KnownProposal, [1])),
        Proposed(ProposalViolations.RemoveTarget, "nobody at the place", scene => new Proposal.Remove(new LeafIndex(4)), _ => new Proposal.Remove(new LeafIndex(3))),
        Proposed(ProposalViolations.RemoveTarget, "a place beyond every tree", scene => new Proposal.Remove(new LeafIndex(uint.MaxValue)), _ => new Proposal.Remove(new LeafIndex(2))),
        Proposed(
            ProposalViolations.PskNonceLength,
            "a nonce of one octet",
            _ => new Proposal.PreSharedKey(new PreSharedKeyId.External(OpaqueBytes.FromText("shared"), [1])),
            _ => ForgeryScene.Psk("shared")),
        Proposed(ProposalViolations.PskUsageBranch, "a branch key", scene => Resumption(scene, ResumptionPskUsage.Branch), scene => Resumption(scene, ResumptionPskUsage.Application)),
        Proposed(ProposalViolations.PskUsageReInit, "a reinit key", scene => Resumption(scene, ResumptionPskUsage.ReInit), scene => Resumption(scene, ResumptionPskUsage.Application)),
        Proposed(ProposalViolations.ReInitVersion, "a ReInit to an older version", _ => ReInit(0), _ => ReInit(1)),
        Proposed(
            ExtensionViolations.DuplicateReInitExtension,
            "a ReInit with an extension twice",
            scene => ReInit(1) with { Extensions = Twice(scene) },
            scene => ReInit(1) with { Extensions = scene.Extensions }),
        Proposed(
            ExtensionViolations.DuplicateProposedExtension,
            "GroupContextExtensions with an extension twice",
            scene => new Proposal.GroupContextExtensions(Twice(scene)),
            scene => new Proposal.GroupContextExtensions(scene.Extensions)),
        Proposed(
            ProposalViolations.ExternalInitProposed, "ExternalInit as a proposal of its own", _ => new Proposal.ExternalInit(OpaqueBytes.Own(new byte[32])), _ => ForgeryScene.Psk("shared")),
        Forgery.Message(ExtensionViolations.UpdatedExternalSenderCredential, "an external sender that nobody vouches for", (scene, broken) =>
        {
            using var stranger = scene.NewClient("S");
            if (broken)
            {
                scene.Judge.Refused.Add(stranger.Signer.PublicKey);
            }

            var senders = new ExternalSenders([new ExternalSender(stranger.Signer.PublicKey, stranger.Identity.Credential)]);
            return Forge.Proposal(scene.Attacker, new Proposal.GroupContextExtensions(ExtensionList.Empty.With(ExtensionType.ExternalSenders, Tls.EncodeOpaque(senders))));
        }),
    ];

    private static Forgery Add(
        ProtocolViolation rule,
        string name,
        Func<ForgeryScene, LeafNode, LeafNode>? leaf = null,
        Func<ForgeryScene, KeyPackages.KeyPackage, KeyPackages.KeyPackage>? package = null,
        bool unsigned = false) => Forgery.Message(rule, name, (scene, broken) =>
    {
        var client = scene.NewClient("J");
        if (broken && unsigned)
        {
            var add = Forge.Add(client);
            return Forge.Proposal(scene.Attacker, new Proposal.Add((add.KeyPackage with { LeafNode = leaf!(scene, add.KeyPackage.LeafNode) }).Sign(Suites.One, client.Signer)));
        }

        return Forge.Proposal(scene.Attacker, Forge.Add(
            client,
            same => broken && leaf is not null ? leaf(scene, same) : same,
            same => broken && package is not null ? package(scene, same) : same));
    });

    /// <summary>A Commit that reaches the delivery service, which alone holds lifetimes against its clock.</summary>
    private static Forgery Submitted(ProtocolViolation rule, string name, Lifetime lifetime) => new(rule, name, (scene, broken) =>
    {
        var client = scene.NewClient("J");
        var expired = Forge.Add(client, leaf => leaf with { Source = new LeafNodeSource.KeyPackage(lifetime) });
        var commit = HostileCommitter.Commit(scene.Attacker, broken ? expired : Forge.Add(client));
        var present = scene.Victim.Group.Public;
        var content = ContentVerifier.Verify(Suites.One, present, Forge.Opened(commit).Authenticated);
        scene.BeforeReceive();
        PublicTransition.Compute(scene.Victim.Client.Services, present, content, ProposalCache.Empty, LifetimeCheck.AtClock);
    });

    private static Forgery Update(ProtocolViolation rule, string name, Func<ForgeryScene, LeafNode, LeafNode> change) =>
        Forgery.Message(rule, name, (scene, broken) => Forge.Update(scene, leaf => broken ? change(scene, leaf) : leaf));

    private static Forgery Proposed(ProtocolViolation rule, string name, Func<ForgeryScene, Proposal> bad, Func<ForgeryScene, Proposal> good) =>
        Forgery.Message(rule, name, (scene, broken) => Forge.Proposal(scene.Attacker, broken ? bad(scene) : good(scene)));

    private static Proposal.PreSharedKey Resumption(ForgeryScene scene, ResumptionPskUsage usage) =>
        new(new PreSharedKeyId.Resumption(usage, scene.Attacker.Group.GroupId, scene.Attacker.Group.Epoch, OpaqueBytes.Own(new byte[32])));

    private static Proposal.ReInit ReInit(ushort version) =>
        new(new GroupId([1]), new ProtocolVersion(version), Suites.One.Suite, ExtensionList.Empty);

    private static ExtensionList Twice(ForgeryScene scene) => new([.. scene.Extensions.Items, .. scene.Extensions.Items]);
}
