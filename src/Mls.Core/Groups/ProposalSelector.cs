using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;
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
    private readonly HashSet<object> _subjects = [];
    private Prospect _prospect;

    private ProposalSelector(GroupServices services, GroupState state, ValueList<Proposal> byValue)
    {
        _services = services;
        _state = state;
        _committer = new Sender.Member(state.OwnLeaf);
        _byValue = byValue;
        var facts = state.Public.Tree.Facts;
        _prospect = new Prospect(facts, facts, state.Public.Context.Extensions, 0);
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

        // What the Commit holds by value and cannot stand, its builder refuses.
        var selector = new ProposalSelector(services, state, byValue);
        var own = byValue.OrderBy(RankOf).Select(proposal => new ResolvedProposal(proposal, selector._committer, IsByReference: false));
        return own.All(proposal => selector.TryTake(null, proposal)) ? selector.Select() : [];
    }

    private List<ProposalOrRef> Select()
    {
        var candidates = _state.Proposals.Refs.Select(reference => (Ref: reference, Resolved: _state.Proposals.Find(reference)!)).Where(one => IsUsable(one.Resolved)).ToList();
        var preferred = candidates
            .Select((one, arrival) => (one.Ref, one.Resolved, Arrival: one.Resolved.Proposal is Proposal.Update ? -arrival : arrival))
            .OrderBy(one => RankOf(one.Resolved.Proposal)).ThenBy(one => one.Arrival)
            .Select(one => (one.Ref, one.Resolved))
            .ToList();

        // Once more those that were not valid before the others were there.
        var changes = preferred.Where(one => one.Resolved.Proposal is not Proposal.ReInit).ToList();
        foreach (var (reference, resolved) in changes.Concat(changes))
        {
            TryTake(reference, resolved);
        }

        if (_chosen.Count == 0 && _byValue.Count == 0)
        {
            _ = preferred.Except(changes).Any(one => TryTake(one.Ref, one.Resolved));
        }

        return [.. _state.Proposals.Refs.Where(_chosen.Contains).Select(reference => new ProposalOrRef.ByReference(reference))];
    }

    /// <summary>Takes a proposal where it is valid together with what has been taken.</summary>
    /// <returns>Whether it is.</returns>
    private bool TryTake(ProposalRef? reference, ResolvedProposal resolved)
    {
        var subject = SubjectOf(reference, resolved);
        if (_subjects.Contains(subject) || Next(resolved) is not { } next)
        {
            return false;
        }

        _prospect = next;
        _subjects.Add(subject);
        if (reference is { } taken)
        {
            _chosen.Add(taken);
        }

        return true;
    }

    /// <summary>The group as it would be with one more proposal; <see langword="null"/> where its members would not be distinct or not get along (RFC 9420, section 12.2).</summary>
    private Prospect? Next(ResolvedProposal resolved)
    {
        var now = _prospect;
        var tree = _state.Public.Tree;
        switch (resolved.Proposal)
        {
            case Proposal.Remove { Removed: var leaf } when tree.Leaf(leaf) is { } present:
                return now with { Members = now.Members.Without(tree, leaf), Processing = now.Processing.Without(present) };
            case Proposal.Update { LeafNode: var next }:
                return WithLeaf(now with { Members = now.Members.Without(tree, ((Sender.Member)resolved.Sender).Leaf) }, next);
            case Proposal.Add { KeyPackage.LeafNode: var next }:
                return WithLeaf(now, next);
            case Proposal.GroupContextExtensions { Extensions: var extensions }:
                return GetAlong(now with { Extensions = extensions });
            case Proposal.PreSharedKey:
                return now.Psks < ushort.MaxValue ? now with { Psks = now.Psks + 1 } : null;
            case Proposal.Custom custom:
                return now.Processing.Profiles.Keys.All(profile => profile.Capabilities.Supports(custom.Type)) ? now : null;
            case Proposal.ReInit:
                return now;
            default:
                return null;
        }
    }

    private Prospect? WithLeaf(Prospect now, LeafNode next) =>
        now.Members.SignatureKeys.Contains(next.SignatureKey) || now.Members.EncryptionKeys.Contains(next.EncryptionKey)
            ? null
            : GetAlong(now with { Members = now.Members.With(next) });

    private Prospect? GetAlong(Prospect next)
    {
        var before = _state.Public;
        return Holds(() => LeafNodeRules.CheckCompatibility(next.Members, before.Context with { Extensions = next.Extensions }, before.Tree.Facts)) ? next : null;
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

    /// <summary>What the proposals taken so far make of the group.</summary>
    /// <param name="Members">The leaves it will have.</param>
    /// <param name="Processing">The leaves of those who will process the Commit: the present ones without those removed.</param>
    /// <param name="Extensions">Its extensions.</param>
    /// <param name="Psks">How many pre-shared keys are mixed in.</param>
    private sealed record Prospect(TreeFacts Members, TreeFacts Processing, ExtensionList Extensions, int Psks);
}
