using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Validation;
using Mls.Core.Violations;

namespace Mls.Core.Groups;

/// <summary>RFC 9420, section 12.1.8: proposals of those who are not in the group. They travel as PublicMessage; a member commits them or does not.</summary>
public static class ExternalProposals
{
    /// <summary>A proposal of an external sender (section 12.1.8.1).</summary>
    /// <param name="crypto">The primitives of the group's suite.</param>
    /// <param name="context">The present GroupContext, with the external_senders extension.</param>
    /// <param name="senderIndex">The sender's place in that extension.</param>
    /// <param name="proposal">An Add, Remove, PreSharedKey, ReInit or GroupContextExtensions.</param>
    /// <param name="signatureKey">The sender's key, lent.</param>
    /// <exception cref="ProtocolViolationException">An external sender may not propose this.</exception>
    /// <exception cref="ArgumentException">The key is not the one that the group knows at that place.</exception>
    public static MlsMessage Send(ICryptoProvider crypto, GroupContext context, uint senderIndex, Proposal proposal, SignaturePrivateKey signatureKey)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(signatureKey);
        var sender = new Sender.External(senderIndex);
        ProposalRules.CheckSender(proposal, sender);
        var senders = context.Extensions.Find<ExternalSenders>(ExtensionType.ExternalSenders)?.Items ?? [];
        if (senderIndex >= senders.Count || senders[(int)senderIndex].SignatureKey != signatureKey.PublicKey)
        {
            throw new ArgumentException($"the key is not that of external sender {senderIndex} of {senders.Count}", nameof(signatureKey));
        }

        return Sign(crypto, context, sender, proposal, signatureKey);
    }

    /// <summary>A client's proposal to be added itself (new_member_proposal).</summary>
    /// <param name="crypto">The primitives of the group's suite.</param>
    /// <param name="context">The present GroupContext.</param>
    /// <param name="bundle">A KeyPackage of the client.</param>
    public static MlsMessage Join(ICryptoProvider crypto, GroupContext context, KeyPackageBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(bundle);
        return Sign(crypto, context, new Sender.NewMemberProposal(), new Proposal.Add(bundle.KeyPackage), bundle.SignatureKey);
    }

    private static MlsMessage.OfPublicMessage Sign(ICryptoProvider crypto, GroupContext context, Sender sender, Proposal proposal, SignaturePrivateKey key)
    {
        var content = new FramedContent(context.GroupId, context.Epoch, sender, default, new FramedContentBody.OfProposal(proposal));
        var signed = AuthenticatedContent.Sign(crypto, WireFormat.PublicMessage, content, null, key);
        return new MlsMessage.OfPublicMessage(new PublicMessage(signed.Content, signed.Auth, null));
    }
}
