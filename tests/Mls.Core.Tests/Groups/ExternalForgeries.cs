using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Broken rules of RFC 9420, sections 8.3, 12.2 and 12.4.3.2, by clients that join by themselves.</summary>
internal static class ExternalForgeries
{
    public static IEnumerable<Forgery> All { get; } =
    [
        Forgery.Message(ExternalCommitViolations.ExternalCommitPath, "no path", (scene, broken) =>
        {
            var client = scene.NewClient("J");
            using var join = scene.Join(client);
            return Forge.Rework(scene.Attacker, join.Message, commit => broken ? commit with { Path = null } : commit, client.Signer);
        }),
        Joined(ExternalCommitViolations.ExternalInitMissing, "no ExternalInit", (_, _) => []),
        Joined(ExternalCommitViolations.SeveralExternalInits, "two ExternalInits", (_, init) => [init, init]),
        Joined(ExternalCommitViolations.ExternalCommitRemoves, "two Removes", (_, init) =>
            [init, Value(new Proposal.Remove(new LeafIndex(2))), Value(new Proposal.Remove(new LeafIndex(3)))]),
        Joined(ExternalCommitViolations.ExternalCommitProposal, "an Add", (scene, init) => [init, Value(Forge.Add(scene.NewClient("K")))]),
        Joined(ExternalCommitViolations.ExternalCommitProposal, "GroupContextExtensions", (scene, init) => [init, Value(new Proposal.GroupContextExtensions(scene.Extensions))]),
        Joined(ExternalCommitViolations.ExternalCommitProposal, "a type beyond the RFC's own", (_, init) =>
            [init, Value(new Proposal.Custom(ForgeryScene.KnownProposal, default))]),
        Forgery.Message(ExternalCommitViolations.ExternalCommitProposal, "an Update", (scene, broken) =>
        {
            var client = scene.NewClient("J");
            using var join = scene.Join(client);
            var update = Value(new Proposal.Update(scene.Victim.Group.Public.Tree.Leaf(scene.Victim.Leaf)!));
            return Forge.Rework(scene.Attacker, join.Message, commit => broken ? commit with { Proposals = [.. commit.Proposals, update] } : commit, client.Signer);
        }),
        Joined(ExternalCommitViolations.ExternalCommitReference, "a proposal by reference", (scene, init) =>
        {
            scene.Group.Broadcast(scene.Attacker, scene.Attacker.Group.Propose(ForgeryScene.Psk("shared")));
            return [init, new ProposalOrRef.ByReference(scene.Victim.Group.State.Proposals.Refs[0])];
        }),
        Joined(ExternalCommitViolations.ExternalInitInvalid, "an encapsulation that is too short", (_, _) => [Value(new Proposal.ExternalInit([1]))]),
        Joined(ExternalCommitViolations.ExternalInitInvalid, "an encapsulation of low order", (_, _) => [Value(new Proposal.ExternalInit(OpaqueBytes.Own(new byte[32])))]),
        Along(LeafViolations.CommitSource, "a joiner's leaf of source key_package", (client, path) => path with
        {
            LeafNode = (path.LeafNode with { Source = new LeafNodeSource.KeyPackage(Lifetime.Eternal) }).Sign(Suites.One, client.Signer, null),
        }),
        Forgery.Message(ExternalCommitViolations.ExternalCommitRemove, "the place of somebody else", (scene, broken) =>
        {
            var client = broken ? scene.NewClient("thief") : scene.Group[2].Client;
            using var join = scene.Join(client, resync: 2);
            return join.Message;
        }),
        Forgery.Message(ExternalCommitViolations.ResyncKeyUnchanged, "a resync with the key of the leaf it replaces", (scene, broken) =>
        {
            var lost = scene.Group[2];
            return HostileCommitter.Join(scene.Attacker, lost.Client, lost.Client.Signer, init => [init, Value(new Proposal.Remove(lost.Leaf))], path => broken
                ? path with { LeafNode = Forge.Signed(lost, path.LeafNode with { EncryptionKey = lost.Group.State.Keys.LeafKey.PublicKey }) }
                : path);
        }),
        Joined(ProposalViolations.RemoveTarget, "the place of nobody", (_, init) => [init, Value(new Proposal.Remove(new LeafIndex(6)))]),
        Forgery.Message(LeafViolations.CommitSignatureKeyInUse, "a client that is a member already", (scene, broken) =>
        {
            // Its own second leaf: the joiner signs with the key of a member.
            var member = scene.Group[3];
            return HostileCommitter.Join(scene.Attacker, member.Client, member.Client.Signer, init => broken ? [init] : [init, new ProposalOrRef.ByValue(new Proposal.Remove(member.Leaf))]);
        }),
        Forgery.Message(LeafViolations.CommitCredential, "a joiner that nobody vouches for", (scene, broken) =>
        {
            var client = scene.NewClient("J");
            using var join = scene.Join(client);
            if (broken)
            {
                scene.Judge.Refused.Add(client.Signer.PublicKey);
            }

            return join.Message;
        }),
        Forgery.Message(ExternalCommitViolations.ExternalCommitSignature, "a joiner who signs with another key than its leaf's", (scene, broken) =>
        {
            var client = scene.NewClient("J");
            using var join = scene.Join(client);
            return Forge.Rework(scene.Attacker, join.Message, commit => commit, broken ? scene.Attacker.Client.Signer : client.Signer);
        }),
        new Forgery(ExternalCommitViolations.ExternalPubMissing, "a GroupInfo without external_pub", (scene, broken) =>
        {
            using var client = scene.NewClient("J");
            var info = scene.Attacker.Group.GroupInfo(withTree: true, withExternalPub: !broken);
            scene.BeforeReceive();
            Core.Groups.ExternalJoiner.Join(client.Services, info, null, client.Identity, client.Signer, null, []).Dispose();
        }),
        new Forgery(ExternalCommitViolations.ExternalPubInvalid, "an external_pub of low order", (scene, broken) =>
        {
            using var client = scene.NewClient("J");
            var info = scene.Attacker.Group.GroupInfo(withTree: true, withExternalPub: true);
            if (broken)
            {
                var bad = new Core.Crypto.HpkePublicKey(OpaqueBytes.Own(new byte[32]));
                var tree = info.Extensions.Find(ExtensionType.RatchetTree)!.Value;
                info = (info with { Extensions = ExtensionList.Empty.With(ExtensionType.RatchetTree, tree).With(ExtensionType.ExternalPub, Tls.EncodeOpaque(bad)) })
                    .Sign(Suites.One, scene.Attacker.Group.State.Signer);
            }

            scene.BeforeReceive();
            Core.Groups.ExternalJoiner.Join(client.Services, info, null, client.Identity, client.Signer, null, []).Dispose();
        }),
    ];

    /// <summary>An external Commit whose proposals are changed before it is made.</summary>
    private static Forgery Joined(ProtocolViolation rule, string name, Func<ForgeryScene, ProposalOrRef, ValueList<ProposalOrRef>> proposals) => Forgery.Message(rule, name, (scene, broken) =>
    {
        var client = scene.NewClient("J");
        return HostileCommitter.Join(scene.Attacker, client, client.Signer, init => broken ? proposals(scene, init) : [init]);
    });

    /// <summary>An external Commit whose path is changed.</summary>
    private static Forgery Along(ProtocolViolation rule, string name, Func<TestClient, UpdatePath, UpdatePath> change) => Forgery.Message(rule, name, (scene, broken) =>
    {
        var client = scene.NewClient("J");
        return HostileCommitter.Join(scene.Attacker, client, client.Signer, init => [init], path => broken ? change(client, path) : path);
    });

    private static ProposalOrRef.ByValue Value(Proposal proposal) => new(proposal);
}
