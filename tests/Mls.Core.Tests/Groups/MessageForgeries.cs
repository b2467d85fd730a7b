using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Broken rules of RFC 9420, sections 6 and 9.</summary>
internal static class MessageForgeries
{
    public static IEnumerable<Forgery> All { get; } =
    [
        Forgery.Message(FramingViolations.MemberUnknown, "a leaf that is not in the tree", (scene, broken) =>
        {
            var content = Forge.Content(scene.Attacker, new FramedContentBody.OfProposal(ForgeryScene.Psk("shared")));
            return Forge.Public(scene.Attacker, content with { Sender = new Sender.Member(broken ? new LeafIndex(uint.MaxValue) : scene.Attacker.Leaf) });
        }),
        Forgery.Message(FramingViolations.ExternalSenderUnknown, "a place beyond the external senders", (scene, broken) =>
            Forge.Proposal(scene.Attacker, new Sender.External(broken ? 1u : 0u), ForgeryScene.Psk("shared"), scene.Outsider.Signer)),
        Forgery.Message(FramingViolations.NewMemberProposalType, "a joiner who proposes anything but itself", (scene, broken) =>
        {
            var client = scene.NewClient("J");
            return Forge.Proposal(scene.Attacker, new Sender.NewMemberProposal(), broken ? ForgeryScene.Psk("shared") : Forge.Add(client), client.Signer);
        }),
        Forgery.Message(FramingViolations.SenderDataLeaf, "sender data with a leaf beyond the tree", (scene, broken) =>
            Forge.Private(scene.Attacker, [], data => broken ? data with { Leaf = new LeafIndex(4) } : data)),
        Forgery.Message(FramingViolations.ExternalSenderContent, "an external sender that commits", (scene, broken) =>
        {
            var commit = Forge.Opened(scene.CommitOf());
            return broken
                ? Forge.Public(scene.Attacker, commit.Content with { Sender = new Sender.External(0) }, commit.Auth.ConfirmationTag, scene.Outsider.Signer)
                : new MlsMessage.OfPublicMessage(commit);
        }),
        Forgery.Message(ProposalViolations.ExternalSenderProposal, "an external sender that updates", (scene, broken) =>
        {
            var leaf = scene.Victim.Group.Public.Tree.Leaf(scene.Victim.Leaf)!;
            return Forge.Proposal(
                scene.Attacker, new Sender.External(0), broken ? new Proposal.Update(leaf) : new Proposal.Remove(new LeafIndex(3)), scene.Outsider.Signer);
        }),
        Forgery.Message(FramingViolations.MemberSignature, "another member's name", (scene, broken) =>
        {
            var content = Forge.Content(scene.Attacker, new FramedContentBody.OfProposal(ForgeryScene.Psk("shared")));
            return Forge.Public(scene.Attacker, broken ? content with { Sender = new Sender.Member(scene.Group[2].Leaf) } : content);
        }),
        Forgery.Message(FramingViolations.ExternalSenderSignature, "an external sender's message under another key", (scene, broken) =>
            Forge.Proposal(scene.Attacker, new Sender.External(0), ForgeryScene.Psk("shared"), broken ? scene.Attacker.Client.Signer : scene.Outsider.Signer)),
        Tag(FramingViolations.BadMembershipTag, "a membership tag with an octet flipped", tag => new MacTag(Forge.Flip(tag.Octets))),
        Tag(FramingViolations.MembershipTagLength, "an empty membership tag", _ => new MacTag(default)),
        Tag(FramingViolations.MembershipTagLength, "a membership tag cut short", tag => new MacTag(new OpaqueBytes(tag.Octets.Span[..^1]))),
        Tag(FramingViolations.MembershipTagLength, "a membership tag with an octet more", tag => new MacTag([.. tag.Octets, 0])),
        ConfirmationTag(CommitViolations.BadConfirmationTag, "a confirmation tag with an octet flipped", tag => new MacTag(Forge.Flip(tag.Octets))),
        ConfirmationTag(FramingViolations.ConfirmationTagLength, "an empty confirmation tag", _ => new MacTag(default)),
        ConfirmationTag(FramingViolations.ConfirmationTagLength, "a confirmation tag cut short", tag => new MacTag(new OpaqueBytes(tag.Octets.Span[..^1]))),
        ConfirmationTag(FramingViolations.ConfirmationTagLength, "a confirmation tag with an octet more", tag => new MacTag([.. tag.Octets, 0])),
        Forgery.Message(FramingViolations.ApplicationInPublicMessage, "application data in the clear", (scene, broken) =>
            Forge.Public(scene.Attacker, Forge.Content(
                scene.Attacker,
                broken ? new FramedContentBody.Application([1]) : new FramedContentBody.OfProposal(ForgeryScene.Psk("shared"))))),
        Forgery.Message(FramingViolations.SenderDataCannotBeOpened, "one octet of the sender data flipped", (scene, broken) =>
            Private(scene, broken, message => message with { EncryptedSenderData = Forge.Flip(message.EncryptedSenderData) })),
        Forgery.Message(FramingViolations.SenderDataCannotBeOpened, "no sender data", (scene, broken) =>
            Private(scene, broken, message => message with { EncryptedSenderData = default })),
        Forgery.Message(FramingViolations.ContentCannotBeOpened, "the last octet of the ciphertext flipped", (scene, broken) =>
            Private(scene, broken, message => message with { Ciphertext = Forge.Flip(message.Ciphertext, message.Ciphertext.Length - 1) })),
        Forgery.Message(FramingViolations.ContentCannotBeOpened, "authenticated data exchanged", (scene, broken) =>
            Private(scene, broken, message => message with { AuthenticatedData = [7] })),
        Forgery.Message(FramingViolations.ContentCannotBeOpened, "another member's ratchet", (scene, broken) =>
            Forge.Private(scene.Attacker, [], data => broken ? data with { Leaf = scene.Group[2].Leaf } : data)),
        Forgery.Message(FramingViolations.BadPadding, "padding that is not zero", (scene, broken) => Forge.Private(scene.Attacker, [0, 0, broken ? (byte)1 : (byte)0])),
        Forgery.Message(FramingViolations.GenerationTooFar, "a generation beyond the limit", (scene, broken) =>
            Forge.Private(scene.Attacker, [], data => broken ? data with { Generation = 1001 } : data)),
        new Forgery(FramingViolations.MembershipTagMissing, "no membership tag at all", (scene, broken) =>
        {
            var message = Forge.Opened(Forge.Proposal(scene.Attacker, ForgeryScene.Psk("shared")));
            scene.BeforeReceive();
            scene.Victim.Group.Receive(new MlsMessage.OfPublicMessage(broken ? message with { MembershipTag = null } : message));
        }),
        new Forgery(FramingViolations.ConfirmationTagMissing, "a Commit without confirmation tag", (scene, broken) =>
        {
            var signed = Forge.Opened(scene.CommitOf()).Authenticated;
            signed = broken ? signed with { Auth = signed.Auth with { ConfirmationTag = null } } : signed;
            scene.BeforeReceive();
            PublicTransition.Compute(scene.Victim.Client.Services, scene.Victim.Group.Public, new VerifiedContent(signed), ProposalCache.Empty, LifetimeCheck.Waived);
        }),
        new Forgery(FramingViolations.WrongGroup, "an external sender's message to another group", (scene, broken) => Verify(scene, content =>
            broken ? content with { GroupId = new GroupId([1]) } : content)),
        new Forgery(ProposalViolations.ProposalEpoch, "an external sender's message to another epoch", (scene, broken) => Verify(scene, content =>
            broken ? content with { Epoch = content.Epoch.Next } : content)),
    ];

    private static Forgery Tag(ProtocolViolation rule, string name, Func<MacTag, MacTag> change) =>
        Forgery.Message(rule, name, (scene, broken) =>
        {
            var message = Forge.Opened(Forge.Proposal(scene.Attacker, ForgeryScene.Psk("shared")));
            return new MlsMessage.OfPublicMessage(message with { MembershipTag = broken ? change(message.MembershipTag!.Value) : message.MembershipTag });
        });

    private static Forgery ConfirmationTag(ProtocolViolation rule, string name, Func<MacTag, MacTag> change) =>
        Forgery.Message(rule, name, (scene, broken) =>
        {
            var signed = Forge.Opened(scene.CommitOf()).Authenticated;
            var tag = signed.Auth.ConfirmationTag!.Value;
            return Forge.Tagged(scene.Attacker, signed with { Auth = signed.Auth with { ConfirmationTag = broken ? change(tag) : tag } });
        });

    private static MlsMessage.OfPrivateMessage Private(ForgeryScene scene, bool broken, Func<PrivateMessage, PrivateMessage> change)
    {
        var message = ((MlsMessage.OfPrivateMessage)scene.Attacker.Group.Protect([1, 2, 3])).Message;
        return new MlsMessage.OfPrivateMessage(broken ? change(message) : message);
    }

    private static void Verify(ForgeryScene scene, Func<FramedContent, FramedContent> change)
    {
        var content = Forge.Content(scene.Attacker, new FramedContentBody.OfProposal(ForgeryScene.Psk("shared"))) with { Sender = new Sender.External(0) };
        var signed = AuthenticatedContent.Sign(Suites.One, WireFormat.PublicMessage, change(content), null, scene.Outsider.Signer);
        scene.BeforeReceive();
        ContentVerifier.Verify(Suites.One, scene.Victim.Group.Public, signed);
    }
}
