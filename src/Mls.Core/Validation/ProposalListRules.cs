using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Violations;

namespace Mls.Core.Validation;

/// <summary>RFC 9420, section 12.2: which proposals may stand in one Commit.</summary>
internal static class ProposalListRules
{
    /// <summary>Checks the list of a Commit.</summary>
    /// <exception cref="ProtocolViolationException">A rule is broken.</exception>
    public static ValidProposalList Check(GroupServices services, PublicGroup group, ProposalList list, LifetimeCheck lifetimes)
    {
        if (list.Committer is Sender.NewMemberCommit)
        {
            CheckExternal(list);
        }
        else
        {
            Rule.Require(Count<Proposal.ExternalInit>(list) == 0, CommitViolations.ExternalInitCommitted);
        }

        foreach (var item in list.Items)
        {
            ProposalRules.Check(services, group, item.Proposal, item.Sender, lifetimes);
        }

        var valid = new ValidProposalList(list, services.ProposalsWithoutPath);
        CheckPsks(valid);
        CheckSupported(group, valid);
        Rule.Require(Count<Proposal.GroupContextExtensions>(list) <= 1, CommitViolations.SeveralGroupContextExtensions);
        if (list.Committer is Sender.Member { Leaf: var committer })
        {
            CheckMember(list, valid, committer);
        }

        return valid;
    }

    private static void CheckMember(ProposalList list, ValidProposalList valid, LeafIndex committer)
    {
        Rule.Require(valid.ReInit is null || list.Items.Count == 1, CommitViolations.ReInitNotAlone);
        var changed = new HashSet<LeafIndex>();
        foreach (var (leaf, _) in valid.Updates)
        {
            Rule.Require(leaf != committer, CommitViolations.CommitterUpdate);
            Rule.Require(changed.Add(leaf), CommitViolations.LeafChangedTwice);
        }

        foreach (var leaf in valid.Removes)
        {
            Rule.Require(leaf != committer, CommitViolations.CommitterRemoved);
            Rule.Require(changed.Add(leaf), CommitViolations.LeafChangedTwice);
        }

        var added = new HashSet<SignaturePublicKey>();
        foreach (var package in valid.Adds)
        {
            Rule.Require(added.Add(package.LeafNode.SignatureKey), CommitViolations.DuplicateAdd);
        }
    }

    private static void CheckExternal(ProposalList list)
    {
        foreach (var item in list.Items)
        {
            Rule.Require(!item.IsByReference, ExternalCommitViolations.ExternalCommitReference);
            Rule.Require(item.Proposal is Proposal.ExternalInit or Proposal.Remove or Proposal.PreSharedKey, ExternalCommitViolations.ExternalCommitProposal);
        }

        var inits = Count<Proposal.ExternalInit>(list);
        Rule.Require(inits > 0, ExternalCommitViolations.ExternalInitMissing);
        Rule.Require(inits == 1, ExternalCommitViolations.SeveralExternalInits);
        Rule.Require(Count<Proposal.Remove>(list) <= 1, ExternalCommitViolations.ExternalCommitRemoves);
    }

    private static void CheckPsks(ValidProposalList valid)
    {
        Rule.Require(valid.Psks.Count <= ushort.MaxValue, CommitViolations.TooManyPsks);
        var seen = new HashSet<PreSharedKeyId>();
        foreach (var psk in valid.Psks)
        {
            Rule.Require(seen.Add(psk), CommitViolations.DuplicatePsk);
        }
    }

    /// <summary>Types beyond the RFC's own: all who will process the Commit support them, which those it removes need not.</summary>
    private static void CheckSupported(PublicGroup group, ValidProposalList valid)
    {
        var types = valid.All.Select(item => item.Proposal).OfType<Proposal.Custom>().Select(proposal => proposal.Type).ToHashSet();
        if (types.Count == 0)
        {
            return;
        }

        var facts = group.Tree.Facts;
        foreach (var leaf in valid.Removes.Distinct())
        {
            facts = facts.Without(group.Tree.Leaf(leaf));
        }

        foreach (var profile in facts.Profiles.Keys)
        {
            Rule.Require(types.All(profile.Capabilities.Supports), CommitViolations.ProposalUnsupported);
        }
    }

    private static int Count<T>(ProposalList list)
        where T : Proposal => list.Items.Count(item => item.Proposal is T);
}
