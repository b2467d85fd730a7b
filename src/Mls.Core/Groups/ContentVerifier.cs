using System.Diagnostics;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>RFC 9420, section 6.1: finds the key that the sender must have signed with, and checks the signature.</summary>
public static class ContentVerifier
{
    /// <summary>Verifies content in the epoch of <paramref name="group"/>.</summary>
    /// <exception cref="ProtocolViolationException">The content is of another group or epoch; its sender is unknown, may not send this, or did not sign it.</exception>
    /// <exception cref="MalformedException">The group's list of external senders does not decode.</exception>
    public static VerifiedContent Verify(ICryptoProvider crypto, PublicGroup group, AuthenticatedContent content)
    {
        var framed = content.Content;
        Rule.Require(framed.GroupId == group.GroupId, FramingViolations.WrongGroup);
        Rule.Require(framed.Epoch == group.Epoch, framed.Body is FramedContentBody.OfProposal ? ProposalViolations.ProposalEpoch : CommitViolations.WrongEpoch);
        var (key, signature) = framed.Sender switch
        {
            Sender.Member member => (KeyOf(group, member), FramingViolations.MemberSignature),
            Sender.External external => (KeyOf(group, external, framed.Body), FramingViolations.ExternalSenderSignature),
            Sender.NewMemberCommit => (KeyOfJoiner(framed.Body), ExternalCommitViolations.ExternalCommitSignature),
            Sender.NewMemberProposal => (KeyOfApplicant(framed.Body), FramingViolations.NewMemberProposalSignature),
            _ => throw new UnreachableException(),
        };
        Rule.Require(content.IsSignedBy(crypto, key, group.Context), signature);
        return new VerifiedContent(content);
    }

    private static SignaturePublicKey KeyOf(PublicGroup group, Sender.Member member) =>
        Rule.Require(group.Tree.Leaf(member.Leaf), FramingViolations.MemberUnknown).SignatureKey;

    private static SignaturePublicKey KeyOf(PublicGroup group, Sender.External external, FramedContentBody body)
    {
        Rule.Require(body is FramedContentBody.OfProposal, FramingViolations.ExternalSenderContent);
        var senders = Rule.Require(group.Context.Extensions.Find<ExternalSenders>(ExtensionType.ExternalSenders), ProposalViolations.ExternalSendersMissing).Items;
        Rule.Require(external.SenderIndex < (uint)senders.Count, FramingViolations.ExternalSenderUnknown);
        return senders[(int)external.SenderIndex].SignatureKey;
    }

    private static SignaturePublicKey KeyOfJoiner(FramedContentBody body)
    {
        var commit = Rule.Require(body as FramedContentBody.OfCommit, FramingViolations.NewMemberCommitContent);
        return Rule.Require(commit.Commit.Path, ExternalCommitViolations.ExternalCommitPath).LeafNode.SignatureKey;
    }

    private static SignaturePublicKey KeyOfApplicant(FramedContentBody body)
    {
        var proposal = Rule.Require(body as FramedContentBody.OfProposal, FramingViolations.NewMemberProposalContent);
        return Rule.Require(proposal.Proposal as Proposal.Add, FramingViolations.NewMemberProposalType).KeyPackage.LeafNode.SignatureKey;
    }
}
