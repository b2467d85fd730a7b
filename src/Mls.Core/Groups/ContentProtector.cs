using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Violations;

namespace Mls.Core.Groups;

/// <summary>RFC 9420, sections 6.2 and 6.3: signs content and puts it into a PublicMessage or a PrivateMessage.</summary>
internal static class ContentProtector
{
    /// <summary>Signs and frames; a proposal enters the state's list under the reference that receivers compute.</summary>
    public static MlsMessage Protect(GroupServices services, GroupState state, FramedContent content, WireFormat format)
    {
        Rule.Require(!state.Public.IsClosed, CommitViolations.GroupReinitialized);
        var signed = AuthenticatedContent.Sign(services.Crypto, format, content, state.Public.Context, state.Signer);
        var proposals = content.Body is FramedContentBody.OfProposal proposal
            ? state.Proposals.With(ProposalRefs.Of(services.Crypto, signed), proposal.Proposal, content.Sender)
            : state.Proposals;
        var message = Frame(services, state, signed);
        state.Proposals = proposals;
        return message;
    }

    /// <summary>Frames content that is complete; remembers it so that its echo is recognised.</summary>
    public static MlsMessage Frame(GroupServices services, GroupState state, AuthenticatedContent signed)
    {
        if (signed.WireFormat == WireFormat.PrivateMessage)
        {
            return Encrypt(services, state, signed);
        }

        var message = new MlsMessage.OfPublicMessage(ToPublic(services.Crypto, state, signed));
        state.Sent.Add(MessageHash.Of(services.Crypto, message));
        return message;
    }

    /// <summary>The PublicMessage of a member, with its membership tag.</summary>
    private static PublicMessage ToPublic(ICryptoProvider crypto, GroupState state, AuthenticatedContent signed) =>
        new(signed.Content, signed.Auth, MacTag.Compute(crypto, state.Secrets.MembershipKey, signed.ToBeMaced(state.Public.Context)));

    /// <summary>Encrypts content in the slot that the policy chooses; the key is consumed before the message leaves.</summary>
    private static MlsMessage.OfPrivateMessage Encrypt(GroupServices services, GroupState state, AuthenticatedContent signed)
    {
        var type = signed.Content.Body.ContentType == ContentType.Application ? RatchetType.Application : RatchetType.Handshake;
        var own = state.Public.Tree.Leaf(state.OwnLeaf)!;
        var generation = services.Slots.Generation(state.Public.GroupId, own, state.Messages.NextGeneration(state.OwnLeaf, type));
        if (state.Messages.Lease(state.OwnLeaf, type, generation) is not LeaseResult.Leased { Lease: var leased })
        {
            throw new InvalidOperationException($"the slot policy chose generation {generation}, which cannot be used");
        }

        using var lease = leased;
        var guard = services.Slots.ReuseGuard(state.Public.GroupId, lease.Keys.Nonce, services.Random);
        var message = new MlsMessage.OfPrivateMessage(PrivateMessageCipher.Seal(services, state.Secrets.SenderData, signed, lease, guard));
        var hash = MessageHash.Of(services.Crypto, message);
        lease.Consume();
        if (type == RatchetType.Application)
        {
            state.SentData.Add(hash, services.Limits.SentAwaitingEcho);
        }
        else
        {
            state.Sent.Add(hash);
        }

        return message;
    }
}
