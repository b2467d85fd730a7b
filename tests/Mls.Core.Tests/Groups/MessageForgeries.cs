using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Broken rules of RFC 9420, sections 6 and 9.</summary>
internal static class MessageForgeries
{
    public static IEnumerable<Forgery> All { get; } =
    [
        Forgery.Message(ProtocolViolation.UnknownSender, "a leaf that is not in the tree", (scene, broken) =>
        {
            var content = Forge.Content(scene.Attacker, new FramedContentBody.OfProposal(ForgeryScene.Psk("shared")));
            return Forge.Public(scene.Attacker, content with { Sender = new Sender.Member(broken ? new LeafIndex(uint.MaxValue) : scene.Attacker.Leaf) });
        }),
        Forgery.Message(ProtocolViolation.UnknownSender, "a place beyond the external senders", (scene, broken) =>
            Forge.Proposal(scene.Attacker, new Sender.External(broken ? 1u : 0u), ForgeryScene.Psk("shared"), scene.Outsider.Signer)),
        Forgery.Message(ProtocolViolation.UnknownSender, "a joiner who proposes anything but itself", (scene, broken) =>
        {
            var client = scene.NewClient("J");
            return Forge.Proposal(scene.Attacker, new Sender.NewMemberProposal(), broken ? ForgeryScene.Psk("shared") : Forge.Add(client), client.Signer);
        }),
        Forgery.Message(ProtocolViolation.UnknownSender, "sender data with a leaf beyond the tree", (scene, broken) =>
            Forge.Private(scene.Attacker, [], data => broken ? data with { Leaf = new LeafIndex(4) } : data)),
        Forgery.Message(ProtocolViolation.SenderMayNotCommit, "an external sender that commits", (scene, broken) =>
        {
            var commit = Forge.Opened(scene.CommitOf());
            return broken
                ? Forge.Public(scene.Attacker, commit.Content with { Sender = new Sender.External(0) }, commit.Auth.ConfirmationTag, scene.Outsider.Signer)
                : new MlsMessage.OfPublicMessage(commit);
        }),
        Forgery.Message(ProtocolViolation.SenderMayNotPropose, "an external sender that updates", (scene, broken) =>
        {
            var leaf = scene.Victim.Group.Public.Tree.Leaf(scene.Victim.Leaf)!;
            return Forge.Proposal(
                scene.Attacker, new Sender.External(0), broken ? new Proposal.Update(leaf) : new Proposal.Remove(new LeafIndex(3)), scene.Outsider.Signer);
        }),
        Forgery.Message(ProtocolViolation.BadSignature, "another member's name", (scene, broken) =>
        {
            var content = Forge.Content(scene.Attacker, new FramedContentBody.OfProposal(ForgeryScene.Psk("shared")));
            return Forge.Public(scene.Attacker, broken ? content with { Sender = new Sender.Member(scene.Group[2].Leaf) } : content);
        }),
        Forgery.Message(ProtocolViolation.BadSignature, "an external sender's message under another key", (scene, broken) =>
            Forge.Proposal(scene.Attacker, new Sender.External(0), ForgeryScene.Psk("shared"), broken ? scene.Attacker.Client.Signer : scene.Outsider.Signer)),
        Tag("one octet flipped", tag => new MacTag(Forge.Flip(tag.Octets))),
        Tag("empty", _ => new MacTag(default)),
        Tag("shortened", tag => new MacTag(new OpaqueBytes(tag.Octets.Span[..^1]))),
        Tag("lengthened", tag => new MacTag([.. tag.Octets, 0])),
        ConfirmationTag("one octet flipped", tag => new MacTag(Forge.Flip(tag.Octets))),
        ConfirmationTag("empty", _ => new MacTag(default)),
        ConfirmationTag("shortened", tag => new MacTag(new OpaqueBytes(tag.Octets.Span[..^1]))),
        ConfirmationTag("lengthened", tag => new MacTag([.. tag.Octets, 0])),
        Forgery.Message(ProtocolViolation.ApplicationInPublicMessage, "application data in the clear", (scene, broken) =>
            Forge.Public(scene.Attacker, Forge.Content(
                scene.Attacker,
                broken ? new FramedContentBody.Application([1]) : new FramedContentBody.OfProposal(ForgeryScene.Psk("shared"))))),
        Forgery.Message(ProtocolViolation.SenderDataCannotBeOpened, "one octet of the sender data flipped", (scene, broken) =>
            Private(scene, broken, message => message with { EncryptedSenderData = Forge.Flip(message.EncryptedSenderData) })),
        Forgery.Message(ProtocolViolation.SenderDataCannotBeOpened, "no sender data", (scene, broken) =>
            Private(scene, broken, message => message with { EncryptedSenderData = default })),
        Forgery.Message(ProtocolViolation.ContentCannotBeOpened, "the last octet of the ciphertext flipped", (scene, broken) =>
            Private(scene, broken, message => message with { Ciphertext = Forge.Flip(message.Ciphertext, message.Ciphertext.Length - 1) })),
        Forgery.Message(ProtocolViolation.ContentCannotBeOpened, "authenticated data exchanged", (scene, broken) =>
            Private(scene, broken, message => message with { AuthenticatedData = [7] })),
        Forgery.Message(ProtocolViolation.ContentCannotBeOpened, "another member's ratchet", (scene, broken) =>
            Forge.Private(scene.Attacker, [], data => broken ? data with { Leaf = scene.Group[2].Leaf } : data)),
        Forgery.Message(ProtocolViolation.BadPadding, "padding that is not zero", (scene, broken) => Forge.Private(scene.Attacker, [0, 0, broken ? (byte)1 : (byte)0])),
        Forgery.Message(ProtocolViolation.GenerationTooFar, "a generation beyond the limit", (scene, broken) =>
            Forge.Private(scene.Attacker, [], data => broken ? data with { Generation = 1001 } : data)),
        new Forgery(ProtocolViolation.BadMembershipTag, "no membership tag at all", (scene, broken) =>
        {
            var message = Forge.Opened(Forge.Proposal(scene.Attacker, ForgeryScene.Psk("shared")));
            scene.Victim.Group.Receive(new MlsMessage.OfPublicMessage(broken ? message with { MembershipTag = null } : message));
        }),
        new Forgery(ProtocolViolation.MissingConfirmationTag, "a Commit without confirmation tag", (scene, broken) =>
        {
            var signed = Forge.Opened(scene.CommitOf()).Authenticated;
            signed = broken ? signed with { Auth = signed.Auth with { ConfirmationTag = null } } : signed;
            PublicTransition.Compute(scene.Victim.Client.Services, scene.Victim.Group.Public, new VerifiedContent(signed), ProposalCache.Empty, LifetimeCheck.Waived);
        }),
        new Forgery(ProtocolViolation.WrongGroup, "an external sender's message to another group", (scene, broken) => Verify(scene, content =>
            broken ? content with { GroupId = new GroupId([1]) } : content)),
        new Forgery(ProtocolViolation.WrongEpoch, "an external sender's message to another epoch", (scene, broken) => Verify(scene, content =>
            broken ? content with { Epoch = content.Epoch.Next } : content)),
    ];

    private static Forgery Tag(string name, Func<MacTag, MacTag> change) =>
        Forgery.Message(ProtocolViolation.BadMembershipTag, name, (scene, broken) =>
        {
            var message = Forge.Opened(Forge.Proposal(scene.Attacker, ForgeryScene.Psk("shared")));
            return new MlsMessage.OfPublicMessage(message with { MembershipTag = broken ? change(message.MembershipTag!.Value) : message.MembershipTag });
        });

    private static Forgery ConfirmationTag(string name, Func<MacTag, MacTag> change) =>
        Forgery.Message(ProtocolViolation.BadConfirmationTag, name, (scene, broken) =>
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
        ContentVerifier.Verify(Suites.One, scene.Victim.Group.Public, signed);
    }
}
