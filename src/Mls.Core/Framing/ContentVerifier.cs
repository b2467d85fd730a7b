using System.Diagnostics;
using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>RFC 9420, section 6.1: finds the key that the sender must have signed with, and checks the signature.</summary>
public static class ContentVerifier
{
    /// <summary>Verifies content in the epoch of <paramref name="group"/>.</summary>
    /// <exception cref="ProtocolViolationException">The content is of another group or epoch; its sender is unknown, may not send this, or did not sign it.</exception>
    /// <exception cref="MalformedException">The group's list of external senders does not decode.</exception>
    public static VerifiedContent Verify(ICryptoProvider crypto, PublicGroup group, AuthenticatedContent content)
    {
        Rule.Require(content.Content.GroupId == group.GroupId, ProtocolViolation.WrongGroup);
        Rule.Require(content.Content.Epoch == group.Epoch, ProtocolViolation.WrongEpoch);
        var key = Rule.Require(KeyOf(group, content.Content), ProtocolViolation.UnknownSender);
        Rule.Require(content.Content.Body is not FramedContentBody.OfCommit || content.Content.Sender.MayCommit, ProtocolViolation.SenderMayNotCommit);
        Rule.Require(content.Content.Body is not FramedContentBody.Application || content.Content.Sender is Sender.Member, ProtocolViolation.UnknownSender);
        Rule.Require(content.IsSignedBy(crypto, key, group.Context), ProtocolViolation.BadSignature);
        return new VerifiedContent(content);
    }

    private static SignaturePublicKey? KeyOf(PublicGroup group, FramedContent content) => content.Sender switch
    {
        Sender.Member member => group.Tree.Leaf(member.Leaf)?.SignatureKey,
        Sender.External external => ExternalSender(group, external.SenderIndex)?.SignatureKey,
        Sender.NewMemberCommit => content.Body is FramedContentBody.OfCommit { Commit.Path: var path }
            ? Rule.Require(path, ProtocolViolation.ExternalCommitPath).LeafNode.SignatureKey
            : null,
        Sender.NewMemberProposal => content.Body is FramedContentBody.OfProposal { Proposal: Proposal.Add add } ? add.KeyPackage.LeafNode.SignatureKey : null,
        _ => throw new UnreachableException(),
    };

    private static ExternalSender? ExternalSender(PublicGroup group, uint index)
    {
        var senders = group.Context.Extensions.Find<ExternalSenders>(ExtensionType.ExternalSenders);
        return senders is not null && index < (uint)senders.Items.Count ? senders.Items[(int)index] : null;
    }
}
