using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Broken rules of RFC 9420, sections 6.1, 12.1.8 and 12.4.2: who may send what, and when.</summary>
internal static class SenderForgeries
{
    public static IEnumerable<Forgery> All { get; } =
    [
        Forgery.Message(FramingViolations.NewMemberProposalContent, "a client outside that commits as if it proposed", (scene, broken) =>
        {
            using var client = scene.NewClient("J");
            using var join = scene.Join(client);
            var commit = Forge.Opened(join.Message);
            return broken
                ? Forge.Public(scene.Attacker, commit.Content with { Sender = new Sender.NewMemberProposal() }, commit.Auth.ConfirmationTag, client.Signer)
                : Forge.Proposal(scene.Attacker, new Sender.NewMemberProposal(), Forge.Add(client), client.Signer);
        }),
        Forgery.Message(FramingViolations.NewMemberProposalSignature, "a client's own Add under another client's signature", (scene, broken) =>
        {
            using var client = scene.NewClient("J");
            return Forge.Proposal(scene.Attacker, new Sender.NewMemberProposal(), Forge.Add(client), broken ? scene.Attacker.Client.Signer : client.Signer);
        }),
        Forgery.Message(FramingViolations.NewMemberCommitContent, "a client outside that proposes as if it committed", (scene, broken) =>
        {
            using var client = scene.NewClient("J");
            using var join = scene.Join(client);
            return broken ? Forge.Proposal(scene.Attacker, new Sender.NewMemberCommit(), Forge.Add(client), client.Signer) : join.Message;
        }),
        Forgery.Message(ProposalViolations.ExternalSenderProposal, "an external sender that proposes a type of its own", (scene, broken) => Forge.Proposal(
            scene.Attacker,
            new Sender.External(0),
            broken ? new Proposal.Custom(ForgeryScene.KnownProposal, [1]) : ForgeryScene.Psk("shared"),
            scene.Outsider.Signer)),
        Forgery.Message(ProposalViolations.ExternalSenderProposal, "an external sender that proposes an ExternalInit", (scene, broken) => Forge.Proposal(
            scene.Attacker,
            new Sender.External(0),
            broken ? new Proposal.ExternalInit(OpaqueBytes.Own(new byte[32])) : ForgeryScene.Psk("shared"),
            scene.Outsider.Signer)),
        Forgery.Message(ProposalViolations.ExternalSendersMissing, "an external sender whom the group has dropped with its whole list", (scene, broken) =>
        {
            if (broken)
            {
                scene.Group.Commit(0, new CommitOptions { Proposals = [new Proposal.GroupContextExtensions(ExtensionList.Empty)] }).Dispose();
            }

            return Forge.Proposal(scene.Attacker, new Sender.External(0), ForgeryScene.Psk("shared"), scene.Outsider.Signer);
        }),
        new Forgery(CommitViolations.WrongEpoch, "a Commit of another epoch, shown to an observer", (scene, broken) =>
        {
            var commit = Forge.Opened(scene.CommitOf());
            var content = commit.Content with { Epoch = broken ? commit.Content.Epoch.Next : commit.Content.Epoch };
            var signed = Forge.Opened(Forge.Public(scene.Attacker, content, commit.Auth.ConfirmationTag)).Authenticated;
            scene.BeforeReceive();
            ContentVerifier.Verify(Suites.One, scene.Victim.Group.Public, signed);
        }),
        new Forgery(CommitViolations.GroupReinitialized, "a member that sends application data after a ReInit", (scene, broken) =>
        {
            End(scene, broken);
            scene.Watched = scene.Attacker;
            scene.BeforeReceive();
            scene.Attacker.Group.Protect([1]);
        }),
        new Forgery(CommitViolations.GroupReinitialized, "a member that commits after a ReInit", (scene, broken) =>
        {
            End(scene, broken);
            scene.Watched = scene.Attacker;
            scene.BeforeReceive();
            scene.Attacker.Group.Commit(new CommitOptions()).Dispose();
        }),
        new Forgery(CommitViolations.ProposalsPending, "a member that sends application data though another has proposed something", (scene, broken) =>
        {
            if (broken)
            {
                scene.Group.Broadcast(scene.Group[2], scene.Group[2].Group.ProposeUpdate());
            }

            scene.Watched = scene.Attacker;
            scene.BeforeReceive();
            scene.Attacker.Group.Protect([1]);
        }),
        Forgery.Message(CommitViolations.MessageAfterReInit, "a proposal after a ReInit", (scene, broken) =>
        {
            End(scene, broken);
            return Forge.Proposal(scene.Attacker, ForgeryScene.Psk("shared"));
        }),
        Forgery.Message(CommitViolations.MessageAfterReInit, "application data after a ReInit", (scene, broken) =>
        {
            End(scene, broken);
            return Forge.Private(scene.Attacker, []);
        }),
        Forgery.Message(FramingViolations.SenderDataLeaf, "sender data with a leaf that is blank", (scene, broken) =>
        {
            if (broken)
            {
                scene.Group.Remove(0, 2).Dispose();
            }

            return Forge.Private(scene.Attacker, [], data => broken ? data with { Leaf = new LeafIndex(2) } : data);
        }),
    ];

    private static void End(ForgeryScene scene, bool broken)
    {
        if (broken)
        {
            var reInit = new Proposal.ReInit(new GroupId([1]), ProtocolVersion.Mls10, Suites.One.Suite, ExtensionList.Empty);
            scene.Group.Commit(0, new CommitOptions { Proposals = [reInit] }).Dispose();
        }
    }
}
