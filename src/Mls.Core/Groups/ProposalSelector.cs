using Mls.Core.Framing;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>Which of the proposals received in an epoch a committer includes: those that make a valid list together with what it commits by value (RFC 9420, sections 12.2 and 12.4).
/// The rest is left out, so that no proposal keeps a member from committing.</summary>
/// <remarks>Where proposals exclude each other, in this order: what the committer commits by value; Removes; GroupContextExtensions, since everything after is judged by the
/// extensions it brings; Updates, a later one before an earlier; Adds, PreSharedKeys and other types; among equals the first that arrived. A ReInit waits for a list of its own.</remarks>
internal sealed class ProposalSelector
{
    private readonly GroupServices _services;
    private readonly GroupState _state;
    private readonly Sender.Member _committer;
    private readonly ValueList<Proposal> _byValue;
    private readonly HashSet<ProposalRef> _chosen = [];
    private readonly HashSet<object> _subjects;

    private ProposalSelector(GroupServices services, GroupState state, ValueList<Proposal> byValue)
    {
        _services = services;
        _state = state;
        _committer = new Sender.Member(state.OwnLeaf);
        _byValue = byValue;
        _subjects = [.. byValue.Select(proposal => SubjectOf(null, new ResolvedProposal(proposal, _committer, IsByReference: false)))];
    }

    /// <summary>The references, in the order of arrival.</summary>
    /// <param name="services">What the group is given from outside.</param>
    /// <param name="state">The committer's state.</param>
    /// <param name="byValue">What the Commit holds by value.</param>
    public static IReadOnlyList<ProposalOrRef> Select(GroupServices services, GroupState state, ValueList<Proposal> byValue)
    {
        if (state.Proposals.Refs.Count == 0 || byValue.Any(proposal => proposal is Proposal.ReInit))
        {
            return [];
        }

        return new ProposalSelector(services, state, byValue).Select();
    }

    private List<ProposalOrRef> Select()
    {
        var candidates = _state.Proposals.Refs.Select(reference => (Ref: reference, Resolved: _state.Proposals.Find(reference)!)).Where(one => IsUsable(one.Resolved)).ToList();
        var preferred = candidates
            .Select((one, arrival) => (one.Ref, one.Resolved, Arrival: one.Resolved.Proposal is Proposal.Update ? -arrival : arrival))
            .OrderBy(one => RankOf(one.Resolved.Proposal)).ThenBy(one => one.Arrival)
            .Select(one => (one.Ref, one.Resolved))
            .ToList();

        // First one of each subject; then those whose first could not be taken, and once more those that were not valid before the others were there.
        var changes = preferred.Where(one => one.Resolved.Proposal is not Proposal.ReInit).ToList();
        Take([.. changes.DistinctBy(one => SubjectOf(one.Ref, one.Resolved))]);
        Take(changes);
        if (_chosen.Count == 0 && _byValue.Count == 0)
        {
            Take([.. preferred.Except(changes)]);
        }

        return References(_chosen);
    }

    /// <summary>Takes all where they are valid together with what has been chosen; else halves, down to the ones that are not.</summary>
    private void Take(List<(ProposalRef Ref, ResolvedProposal Resolved)> candidates)
    {
        var open = candidates.Where(one => !_subjects.Contains(SubjectOf(one.Ref, one.Resolved))).ToList();
        if (open.Count == 0)
        {
            return;
        }

        if (AreValid([.. _chosen, .. open.Select(one => one.Ref)]))
        {
            _chosen.UnionWith(open.Select(one => one.Ref));
            _subjects.UnionWith(open.Select(one => SubjectOf(one.Ref, one.Resolved)));
        }
        else if (open.Count > 1)
        {
            Take(open[..(open.Count / 2)]);
            Take(open[(open.Count / 2)..]);
        }
    }

    /// <summary>Whether the proposal is valid by itself, now, and nothing for somebody else to commit.</summary>
    private bool IsUsable(ResolvedProposal resolved)
    {
        switch (resolved.Proposal)
        {
            case Proposal.Update when resolved.Sender == _committer:
            case Proposal.Remove { Removed: var leaf } when leaf == _committer.Leaf:
            case Proposal.PreSharedKey psk when PskResolver.Find(_services, _state, psk.Psk) is null:
                return false;
            default:
                return Holds(() => ProposalRules.Check(_services, _state.Public, resolved.Proposal, resolved.Sender, LifetimeCheck.AtClock));
        }
    }

    private bool AreValid(HashSet<ProposalRef> references) => Holds(() =>
    {
        ValueList<ProposalOrRef> named = [.. References(references), .. _byValue.Select(proposal => new ProposalOrRef.ByValue(proposal))];
        ProposalApplier.Apply(_state.Public, ProposalListRules.CheckTogether(_services, _state.Public, ProposalList.Resolve(named, _committer, _state.Proposals)));
    });

    private List<ProposalOrRef> References(HashSet<ProposalRef> among) =>
        [.. _state.Proposals.Refs.Where(among.Contains).Select(reference => new ProposalOrRef.ByReference(reference))];

    private static bool Holds(Action check)
    {
        try
        {
            check();
            return true;
        }
        catch (ProtocolViolationException)
        {
            return false;
        }
        catch (MalformedException)
        {
            return false;
        }
    }

    private static int RankOf(Proposal proposal) => proposal switch
    {
        Proposal.Remove => 0,
        Proposal.GroupContextExtensions => 1,
        Proposal.Update => 2,
        _ => 3,
    };

    /// <summary>What a proposal is about, where a list holds one proposal about it: a leaf, a client, a key, the extensions.</summary>
    private static object SubjectOf(ProposalRef? reference, ResolvedProposal resolved) => resolved.Proposal switch
    {
        Proposal.Remove remove => remove.Removed,
        Proposal.Update => ((Sender.Member)resolved.Sender).Leaf,
        Proposal.Add add => add.KeyPackage.LeafNode.SignatureKey,
        Proposal.PreSharedKey psk => psk.Psk,
        Proposal.GroupContextExtensions or Proposal.ReInit => resolved.Proposal.Type,
        _ => (object?)reference ?? new object(),
    };
}
