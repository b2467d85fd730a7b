using System.Diagnostics;
using Mls.Core.Identifiers;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Proposals;

/// <summary>The proposals of one Commit in its order, references resolved (RFC 9420, section 12.4). Not checked yet.</summary>
public sealed class ProposalList
{
    private ProposalList(ValueList<ResolvedProposal> items, Sender committer)
    {
        Items = items;
        Committer = committer;
    }

    /// <summary>The proposals in the order of the Commit.</summary>
    public ValueList<ResolvedProposal> Items { get; }

    /// <summary>Who commits.</summary>
    public Sender Committer { get; }

    /// <summary>Resolves the references of a Commit.</summary>
    /// <exception cref="ProtocolViolationException">A reference names no proposal of the epoch.</exception>
    public static ProposalList Resolve(ValueList<ProposalOrRef> proposals, Sender committer, ProposalCache cache)
    {
        var items = new List<ResolvedProposal>(proposals.Count);
        foreach (var item in proposals)
        {
            items.Add(item switch
            {
                ProposalOrRef.ByValue value => new ResolvedProposal(value.Proposal, committer, IsByReference: false),
                ProposalOrRef.ByReference reference => Rule.Require(cache.Find(reference.Ref), CommitViolations.UnknownProposalRef),
                _ => throw new UnreachableException(),
            });
        }

        return new ProposalList(items.ToValueList(), committer);
    }
}
