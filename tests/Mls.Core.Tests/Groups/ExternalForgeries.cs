using Mls.Core.Framing;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Broken rules of RFC 9420, sections 8.3, 12.2 and 12.4.3.2, by clients that join by themselves.</summary>
internal static class ExternalForgeries
{
    public static IEnumerable<Forgery> All { get; } =
    [
        Joined(ExternalCommitViolations.ExternalCommitPath, "no path", (_, commit) => commit with { Path = null }),
        Joined(ExternalCommitViolations.ExternalInitMissing, "no ExternalInit", (_, commit) => commit with { Proposals = [] }),
        Joined(ExternalCommitViolations.SeveralExternalInits, "two ExternalInits", (_, commit) => commit with { Proposals = [.. commit.Proposals, .. commit.Proposals] }),
        Joined(ExternalCommitViolations.ExternalCommitRemoves, "two Removes", (_, commit) => With(commit, new Proposal.Remove(new LeafIndex(2)), new Proposal.Remove(new LeafIndex(3)))),
        Joined(ExternalCommitViolations.ExternalCommitProposal, "an Add", (scene, commit) => With(commit, Forge.Add(scene.NewClient("K")))),
        Joined(ExternalCommitViolations.ExternalCommitProposal, "GroupContextExtensions", (scene, commit) => With(commit, new Proposal.GroupContextExtensions(scene.Extensions))),
        Joined(ExternalCommitViolations.ExternalCommitProposal, "a type beyond the RFC's own", (_, commit) =>
            With(commit, new Proposal.Custom(ForgeryScene.KnownProposal, default, CustomRequiresPath: true))),
        Joined(ExternalCommitViolations.ExternalCommitReference, "a proposal by reference", (scene, commit) =>
        {
            scene.Group.Broadcast(scene.Attacker, scene.Attacker.Group.Propose(ForgeryScene.Psk("shared")));
            return commit with { Proposals = [.. commit.Proposals, new ProposalOrRef.ByReference(scene.Victim.Group.State.Proposals.Refs[0])] };
        }),
        Joined(ExternalCommitViolations.ExternalCommitProposal, "an Update", (scene, commit) => With(commit, new Proposal.Update(scene.Victim.Group.Public.Tree.Leaf(scene.Victim.Leaf)!))),
        Joined(ExternalCommitViolations.ExternalInitInvalid, "an encapsulation that is too short", (_, commit) =>
            commit with { Proposals = [new ProposalOrRef.ByValue(new Proposal.ExternalInit([1]))] }),
        Joined(ExternalCommitViolations.ExternalInitInvalid, "an encapsulation of low order", (_, commit) =>
            commit with { Proposals = [new ProposalOrRef.ByValue(new Proposal.ExternalInit(OpaqueBytes.Own(new byte[32])))] }),
        Joined(LeafViolations.CommitSource, "a leaf of source key_package", (scene, commit) => commit with
        {
            Path = commit.Path! with { LeafNode = commit.Path.LeafNode with { Source = new LeafNodeSource.KeyPackage(Lifetime.Eternal) } },
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
            using var join = scene.Join(lost.Client, resync: 2);
            return Forge.Rework(
                lost,
                join.Message,
                commit => broken ? commit with { Path = commit.Path! with { LeafNode = Forge.Signed(lost, commit.Path.LeafNode with { EncryptionKey = lost.Group.State.Keys.LeafKey.PublicKey }) } } : commit,
                lost.Client.Signer);
        }),
        Forgery.Message(ProposalViolations.RemoveTarget, "the place of nobody", (scene, broken) =>
        {
            var client = scene.NewClient("J");
            using var join = scene.Join(client);
            return Forge.Rework(scene.Attacker, join.Message, commit => broken ? With(commit, new Proposal.Remove(new LeafIndex(6))) : commit, client.Signer);
        }),
        Forgery.Message(LeafViolations.CommitSignatureKeyInUse, "a client that is a member already", (scene, broken) =>
        {
            using var join = scene.Join(broken ? scene.NewClient("J") : scene.Group[3].Client, broken ? null : 3);
            if (!broken)
            {
                return join.Message;
            }

            // Its own second leaf: the joiner signs with the key of a member.
            var member = scene.Group[3];
            var place = new LeafPlace(member.Group.GroupId, new LeafIndex(4));
            return Forge.Rework(
                member,
                join.Message,
                commit => commit with { Path = commit.Path! with { LeafNode = commit.Path.LeafNode.Sign(Suites.One, member.Client.Signer, place) } },
                member.Client.Signer);
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

    private static Forgery Joined(ProtocolViolation rule, string name, Func<ForgeryScene, Commit, Commit> change) => Forgery.Message(rule, name, (scene, broken) =>
    {
        var client = scene.NewClient("J");
        using var join = scene.Join(client);
        return Forge.Rework(scene.Attacker, join.Message, commit => broken ? change(scene, commit) : commit, client.Signer);
    });

    private static Commit With(Commit commit, params Proposal[] more) =>
        commit with { Proposals = [.. commit.Proposals, .. more.Select(one => new ProposalOrRef.ByValue(one))] };
}
