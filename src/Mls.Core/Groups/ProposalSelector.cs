using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>Which of the proposals received in an epoch a committer includes: all that are valid, as long as they make a valid list (RFC 9420, sections 12.2 and 12.4).</summary>
/// <remarks>Of those that exclude each other a Remove goes before an Update and a later Update before an earlier; otherwise the first stays. A ReInit waits for a list of its own.</remarks>
internal sealed class ProposalSelector
{
    private readonly GroupServices _services;
    private readonly GroupState _state;
    private readonly HashSet<LeafIndex> _removed = [];
    private readonly Dictionary<LeafIndex, ProposalRef> _updated = [];
    private readonly HashSet<HpkePublicKey> _encryptionKeys = [];
    private readonly HashSet<SignaturePublicKey> _signatureKeys = [];
    private readonly HashSet<PreSharedKeyId> _psks = [];
    private readonly HashSet<ProposalType> _once = [];

    private ProposalSelector(GroupServices services, GroupState state)
    {
        _services = services;
        _state = state;
    }

    private PublicGroup Group => _state.Public;

    /// <summary>The references, in the order of arrival.</summary>
    /// <param name="services">What the group is given from outside.</param>
    /// <param name="state">The committer's state.</param>
    /// <param name="byValue">What the Commit holds by value.</param>
    public static IReadOnlyList<ProposalOrRef> Select(GroupServices services, GroupState state, ValueList<Proposal> byValue)
    {
        var refs = state.Proposals.Refs;
        if (refs.Count == 0 || byValue.Any(proposal => proposal is Proposal.ReInit))
        {
            return [];
        }

        var selector = new ProposalSelector(services, state);
        var own = new Sender.Member(state.OwnLeaf);
        foreach (var proposal in byValue)
        {
            selector.Fits(default, proposal, own);
        }

        // Removes first: they exclude Updates, and they free the place and the keys of whoever is added anew.
        var received = refs.Select(reference => (Ref: reference, Resolved: state.Proposals.Find(reference)!)).ToList();
        var chosen = new HashSet<ProposalRef>();
        foreach (var (reference, resolved) in received.OrderBy(one => one.Resolved.Proposal is Proposal.Remove ? 0 : 1))
        {
            if (selector.IsValid(reference, resolved.Proposal) && selector.Fits(reference, resolved.Proposal, resolved.Sender))
            {
                chosen.Add(reference);
            }
        }

        chosen.RemoveWhere(reference => selector.IsOutdatedUpdate(reference, state.Proposals.Find(reference)!));
        if (chosen.Count > 1 || byValue.Count > 0)
        {
            chosen.RemoveWhere(reference => state.Proposals.Find(reference)!.Proposal is Proposal.ReInit);
        }

        return [.. refs.Where(chosen.Contains).Select(reference => new ProposalOrRef.ByReference(reference))];
    }

    /// <summary>Whether the proposal could be committed alone.</summary>
    private bool IsValid(ProposalRef reference, Proposal proposal)
    {
        if (proposal is Proposal.PreSharedKey psk && PskResolver.Find(_services, _state, psk.Psk) is null)
        {
            return false;
        }

        try
        {
            var alone = ProposalList.Resolve([new ProposalOrRef.ByReference(reference)], new Sender.Member(_state.OwnLeaf), _state.Proposals);
            var valid = ProposalListRules.Check(_services, Group, alone, LifetimeCheck.AtClock);
            if (proposal is Proposal.Add add)
            {
                // Whether its keys are free depends on who leaves.
                LeafNodeRules.CheckCompatibility(Group.Tree.Facts.With(add.KeyPackage.LeafNode), Group.Context, Group.Tree.Facts);
            }
            else
            {
                ProposalApplier.Apply(Group, valid);
            }

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

    /// <summary>Whether the proposal can stand beside those that have been chosen; if so it counts as chosen.</summary>
    private bool Fits(ProposalRef reference, Proposal proposal, Sender sender)
    {
        switch (proposal)
        {
            case Proposal.Remove remove:
                return _removed.Add(remove.Removed);
            case Proposal.Update update:
                var leaf = ((Sender.Member)sender).Leaf;
                if (_removed.Contains(leaf) || !AreDistinct(update.LeafNode, Group.Tree.Leaf(leaf)))
                {
                    return false;
                }

                _updated[leaf] = reference;
                return true;
            case Proposal.Add add:
                return AreDistinct(add.KeyPackage.LeafNode, null);
            case Proposal.PreSharedKey psk:
                return _psks.Add(psk.Psk);
            case Proposal.GroupContextExtensions or Proposal.ReInit:
                return _once.Add(proposal.Type);
            default:
                return true;
        }
    }

    /// <summary>Whether a later Update of the same sender has come.</summary>
    private bool IsOutdatedUpdate(ProposalRef reference, ResolvedProposal resolved) =>
        resolved is { Proposal: Proposal.Update, Sender: Sender.Member member } && _updated[member.Leaf] != reference;

    /// <summary>Whether nobody has the keys of a new leaf, those who leave and <paramref name="present"/>, the leaf it replaces, excepted.</summary>
    private bool AreDistinct(LeafNode next, LeafNode? present)
    {
        var isMember = next.SignatureKey != present?.SignatureKey
            && Group.Tree.Facts.SignatureKeys.Contains(next.SignatureKey)
            && !_removed.Any(leaf => Group.Tree.Leaf(leaf)?.SignatureKey == next.SignatureKey);
        return !isMember
            && !Group.Tree.Facts.EncryptionKeys.Contains(next.EncryptionKey)
            && _encryptionKeys.Add(next.EncryptionKey)
            && (next.SignatureKey == present?.SignatureKey || _signatureKeys.Add(next.SignatureKey));
    }
}
