using Mls.Core.Configuration;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Violations;

namespace Mls.Core.Validation;

/// <summary>What a single proposal must satisfy when it arrives or is committed (RFC 9420, section 12.1).</summary>
internal static class ProposalRules
{
    /// <summary>Checks one proposal of <paramref name="sender"/> against the present epoch.</summary>
    public static void Check(GroupServices services, PublicGroup group, Proposal proposal, Sender sender, LifetimeCheck lifetimes)
    {
        CheckSender(proposal, sender);
        switch (proposal)
        {
            case Proposal.Add add:
                KeyPackageRules.Check(services, add.KeyPackage, group.Context.Version, group.Context.CipherSuite, lifetimes);
                break;
            case Proposal.Update update:
                CheckUpdate(services, group, update, ((Sender.Member)sender).Leaf);
                break;
            case Proposal.Remove remove:
                Rule.Require(group.Tree.Leaf(remove.Removed) is not null, ProposalViolations.RemoveTarget);
                break;
            case Proposal.PreSharedKey psk:
                CheckPsk(services, psk.Psk);
                break;
            case Proposal.ReInit reInit:
                Rule.Require(reInit.Version.Value >= group.Context.Version.Value, ProposalViolations.ReInitVersion);
                ExtensionRules.CheckReInit(reInit.Extensions);
                break;
            case Proposal.GroupContextExtensions extensions:
                GroupContextRules.CheckExtensions(services, extensions.Extensions, group.Context.Extensions);
                break;
            case Proposal.Custom custom:
                // One that only some support may still be committed together with the removal of the others: that is for the list to say.
                Rule.Require(group.Tree.Facts.Profiles.Keys.Any(profile => profile.Capabilities.Supports(custom.Type)), ProposalViolations.ProposalTypeUnknown);
                break;
            default:
                break;
        }
    }

    /// <summary>Checks whether such a sender may propose this at all.</summary>
    public static void CheckSender(Proposal proposal, Sender sender)
    {
        if (sender is Sender.External)
        {
            Rule.Require(
                proposal is Proposal.Add or Proposal.Remove or Proposal.PreSharedKey or Proposal.ReInit or Proposal.GroupContextExtensions,
                ProposalViolations.ExternalSenderProposal);
        }

        Rule.Require(proposal is not Proposal.ExternalInit || sender is Sender.NewMemberCommit, ProposalViolations.ExternalInitProposed);
    }

    private static void CheckUpdate(GroupServices services, PublicGroup group, Proposal.Update update, LeafIndex sender)
    {
        var present = group.Tree.Leaf(sender)!;
        LeafNodeRules.CheckUpdate(services, update.LeafNode, new LeafPlace(group.Context.GroupId, sender));
        Rule.Require(update.LeafNode.EncryptionKey != present.EncryptionKey, LeafViolations.UpdateKeyUnchanged);
        Rule.Require(services.Authentication.IsSuccessor(present, update.LeafNode), LeafViolations.UpdateSuccessor);
    }

    private static void CheckPsk(GroupServices services, PreSharedKeyId psk)
    {
        Rule.Require(psk.Nonce.Length == services.Crypto.HashLength, ProposalViolations.PskNonceLength);
        if (psk is PreSharedKeyId.Resumption { Usage: not ResumptionPskUsage.Application } resumption && services.Origin?.Find(resumption) is null)
        {
            throw new ProtocolViolationException(resumption.Usage == ResumptionPskUsage.ReInit ? ProposalViolations.PskUsageReInit : ProposalViolations.PskUsageBranch);
        }
    }
}
