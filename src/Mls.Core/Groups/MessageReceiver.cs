using System.Diagnostics;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Validation;
using Mls.Core.Violations;

namespace Mls.Core.Groups;

/// <summary>Steps 1 to 4 of receiving: place, open, verify; then hands the content on (RFC 9420, section 6). A message that fails at any step has changed nothing.</summary>
internal static class MessageReceiver
{
    public static ReceiveResult Receive(Group group, MlsMessage message)
    {
        var (groupId, epoch) = message switch
        {
            MlsMessage.OfPublicMessage { Message.Content: var content } => (content.GroupId, content.Epoch),
            MlsMessage.OfPrivateMessage { Message: var content } => (content.GroupId, content.Epoch),
            _ => throw new ArgumentException($"a {message.WireFormat} is not received by a group", nameof(message)),
        };
        if (groupId != group.GroupId)
        {
            return new ReceiveResult.OtherGroup(groupId);
        }

        if (epoch > group.Epoch)
        {
            return new ReceiveResult.FutureEpoch(epoch);
        }

        if (epoch < group.Epoch)
        {
            // Time has passed, whatever the message turns out to be.
            group.ForgetPastEpochs();
        }

        if (IsEcho(group, message, epoch))
        {
            return new ReceiveResult.OwnEcho();
        }

        return message is MlsMessage.OfPublicMessage { Message: var open }
            ? ReceivePublic(group, open)
            : ReceivePrivate(group, ((MlsMessage.OfPrivateMessage)message).Message);
    }

    private static bool IsEcho(Group group, MlsMessage message, Epoch epoch)
    {
        var past = epoch == group.Epoch ? null : group.State.Past.Find(epoch);
        var (sent, data) = epoch == group.Epoch ? (group.State.Sent, group.State.SentData) : (past?.Sent, past?.SentData);
        if (sent is null or { Count: 0 } && data is null or { Entries.Count: 0 })
        {
            return false;
        }

        var hash = MessageHash.Of(group.Services.Crypto, message);
        return sent!.Contains(hash) || data!.Take(hash);
    }

    private static ReceiveResult ReceivePublic(Group group, PublicMessage message)
    {
        if (message.Content.Epoch < group.Epoch)
        {
            return new ReceiveResult.OldEpoch(message.Content.Epoch);
        }

        Rule.Require(message.Content.Body is not FramedContentBody.Application, FramingViolations.ApplicationInPublicMessage);
        var authenticated = message.Authenticated;
        if (message.Content.Sender is Sender.Member)
        {
            CheckMembership(group, message.MembershipTag, authenticated);
        }

        return Dispatch(group, group.Public, ContentVerifier.Verify(group.Services.Crypto, group.Public, authenticated), null);
    }

    private static void CheckMembership(Group group, MacTag? membershipTag, AuthenticatedContent content)
    {
        var crypto = group.Services.Crypto;
        Rule.Require(membershipTag is not null, FramingViolations.MembershipTagMissing);
        Rule.Require(membershipTag.Value.HasLength(crypto), FramingViolations.MembershipTagLength);
        Rule.Require(
            membershipTag.Value.Verify(crypto, group.State.Secrets.MembershipKey, content.ToBeMaced(group.Public.Context)),
            FramingViolations.BadMembershipTag);
    }

    private static ReceiveResult ReceivePrivate(Group group, PrivateMessage message)
    {
        var past = message.Epoch == group.Epoch ? null : group.State.Past.Find(message.Epoch);
        if (past is null && message.Epoch != group.Epoch)
        {
            return new ReceiveResult.OldEpoch(message.Epoch);
        }

        if (past is not null && message.ContentType != ContentType.Application)
        {
            return new ReceiveResult.OldEpoch(message.Epoch);
        }

        var crypto = group.Services.Crypto;
        var messages = past?.Messages ?? group.State.Messages;
        var sender = PrivateMessageCipher.OpenSenderData(crypto, past?.SenderData ?? group.State.Secrets.SenderData, message);
        var epoch = past?.Public ?? group.Public;
        Rule.Require(epoch.Tree.Leaf(sender.Leaf) is not null, FramingViolations.SenderDataLeaf);
        var type = message.ContentType == ContentType.Application ? RatchetType.Application : RatchetType.Handshake;
        switch (messages.Lease(sender.Leaf, type, sender.Generation))
        {
            case LeaseResult.Leased { Lease: var leased }:
                using (leased)
                {
                    var content = PrivateMessageCipher.OpenContent(crypto, message, sender, leased);
                    return Dispatch(group, epoch, ContentVerifier.Verify(crypto, epoch, content), leased);
                }

            case LeaseResult.AlreadyConsumed:
                return new ReceiveResult.Duplicate();
            case LeaseResult.TooFarAhead:
                throw new ProtocolViolationException(FramingViolations.GenerationTooFar);
            default:
                throw new UnreachableException();
        }
    }

    // The key of a private message is consumed once nothing can go wrong any more, and before anything changes.
    private static ReceiveResult Dispatch(Group group, PublicGroup epoch, VerifiedContent verified, MessageKeyLease? lease)
    {
        Rule.Require(!epoch.IsClosed, CommitViolations.MessageAfterReInit);
        switch (verified.Content.Body)
        {
            case FramedContentBody.Application application:
                lease!.Consume();
                var leaf = ((Sender.Member)verified.Sender).Leaf;
                return new ReceiveResult.Application(leaf, verified.Content.Epoch, lease.Slot.Generation, application.Data, verified.Content.AuthenticatedData)
                {
                    SenderNode = epoch.Tree.Leaf(leaf)!,
                };
            case FramedContentBody.OfProposal { Proposal: var proposal }:
                ProposalRules.Check(group.Services, group.Public, proposal, verified.Sender, LifetimeCheck.Waived);
                var reference = ProposalRefs.Of(group.Services.Crypto, verified.Authenticated);
                lease?.Consume();
                if (group.State.Proposals.Find(reference) is not null)
                {
                    return new ReceiveResult.Duplicate();
                }

                group.State.Proposals = group.State.Proposals.With(reference, proposal, verified.Sender);
                return new ReceiveResult.ProposalStored(reference, verified.Sender, proposal);
            default:
                var result = CommitReceiver.Receive(group.Services, group.State, verified);
                if (result is not ReceiveResult.AwaitingSibling)
                {
                    lease?.Consume();
                }

                return result;
        }
    }
}
