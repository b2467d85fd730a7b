using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Broken rules of RFC 9420, sections 5.3.1, 7.2 and 7.3, in the leaves of Updates, paths and KeyPackages.</summary>
internal static class UpdateForgeries
{
    private static readonly HpkePublicKey LowOrder = new(OpaqueBytes.Own(new byte[32]));

    public static IEnumerable<Forgery> All { get; } =
    [
        Forgery.Message(LeafViolations.UpdateCredential, "an Update of a member that nobody vouches for any more", (scene, broken) =>
        {
            var update = Forge.Update(scene, leaf => leaf);
            if (broken)
            {
                scene.Judge.Refused.Add(scene.Attacker.Client.Signer.PublicKey);
            }

            return update;
        }),
        Forgery.Message(LeafViolations.UpdateKeyInvalid, "an Update with a key of low order", (scene, broken) =>
            Forge.Update(scene, leaf => broken ? leaf with { EncryptionKey = LowOrder } : leaf)),
        Forgery.Message(LeafViolations.UpdateLeafSignature, "an Update signed for another place", (scene, broken) =>
        {
            var update = (Proposal.Update)((FramedContentBody.OfProposal)Forge.Opened(Forge.Update(scene, leaf => leaf)).Content.Body).Proposal;
            var place = new LeafPlace(scene.Attacker.Group.GroupId, broken ? new LeafIndex(2) : scene.Attacker.Leaf);
            return Forge.Proposal(scene.Attacker, new Proposal.Update(update.LeafNode.Sign(Suites.One, scene.Attacker.Group.State.Signer, place)));
        }),
        Committed(LeafViolations.UpdateEncryptionKeyInUse, "an Update with the encryption key of another member", (scene, leaf) =>
            Forge.Signed(scene.Attacker, leaf with { EncryptionKey = scene.Victim.Group.State.Keys.LeafKey.PublicKey })),
        Committed(LeafViolations.UpdateSignatureKeyInUse, "an Update with the signature key of another member", (scene, leaf) =>
            leaf.Sign(Suites.One, scene.Group[3].Group.State.Signer, new LeafPlace(scene.Attacker.Group.GroupId, scene.Attacker.Leaf))),
        InPath(LeafViolations.CommitKeyInvalid, "a path leaf with a key of low order", _ => LowOrder),
        InPath(PathViolations.CommitEncryptionKeyInUse, "a path leaf with the key of another member", scene => scene.Victim.Group.State.Keys.LeafKey.PublicKey),
        InPath(PathViolations.CommitEncryptionKeyInUse, "a path leaf with the key of a parent", scene => scene.Victim.Group.Public.Tree.Root.EncryptionKey!),
        new Forgery(LeafViolations.LifetimeTooLong, "a KeyPackage whose lifetime is longer than the application accepts", (scene, broken) =>
        {
            using var client = scene.NewClient("J");
            using var bundle = client.NewKeyPackage(new Lifetime(0, broken ? ulong.MaxValue : 1u << 31));
            var limits = GroupLimits.Default with { MaxLifetime = TimeSpan.FromDays(30_000) };
            scene.BeforeReceive();
            KeyPackageRules.Check(scene.Victim.Client.Services with { Limits = limits }, bundle.KeyPackage, ProtocolVersion.Mls10, Suites.One.Suite);
        }),
    ];

    /// <summary>An Update of the attacker that another member commits by reference.</summary>
    private static Forgery Committed(ProtocolViolation rule, string name, Func<ForgeryScene, LeafNode, LeafNode> change) => Forgery.Message(rule, name, (scene, broken) =>
    {
        var update = (Proposal.Update)((FramedContentBody.OfProposal)Forge.Opened(Forge.Update(scene, leaf => leaf)).Content.Body).Proposal;
        update = broken ? new Proposal.Update(change(scene, update.LeafNode)) : update;
        scene.Group.Broadcast(scene.Attacker, Forge.Proposal(scene.Attacker, update));
        return HostileCommitter.Commit(scene.Group[2], [new ProposalOrRef.ByReference(scene.Victim.Group.State.Proposals.Refs[0])]);
    });

    private static Forgery InPath(ProtocolViolation rule, string name, Func<ForgeryScene, HpkePublicKey> key) => Forgery.Message(rule, name, (scene, broken) =>
        HostileCommitter.Commit(
            scene.Attacker, [], change: path => broken ? path with { LeafNode = Forge.Signed(scene.Attacker, path.LeafNode with { EncryptionKey = key(scene) }) } : path));
}
