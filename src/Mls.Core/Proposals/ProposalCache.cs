using System.Collections.Immutable;
using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.Core.Proposals;

/// <summary>The proposals that were sent in an epoch and may be committed by reference. Immutable.</summary>
public sealed class ProposalCache
{
    private readonly ImmutableDictionary<ProposalRef, ResolvedProposal> _byRef;

    private ProposalCache(ImmutableDictionary<ProposalRef, ResolvedProposal> byRef, ValueList<ProposalRef> order)
    {
        _byRef = byRef;
        Refs = order;
    }

    /// <summary>No proposals.</summary>
    public static ProposalCache Empty { get; } = new(ImmutableDictionary<ProposalRef, ResolvedProposal>.Empty, []);

    /// <summary>The references in the order of arrival.</summary>
    public ValueList<ProposalRef> Refs { get; }

    /// <summary>The proposal that <paramref name="reference"/> names.</summary>
    public ResolvedProposal? Find(ProposalRef reference) => _byRef.GetValueOrDefault(reference);

    /// <summary>The cache with one more proposal; one that is there already is not added twice.</summary>
    public ProposalCache With(ProposalRef reference, Proposal proposal, Sender sender) => _byRef.ContainsKey(reference)
        ? this
        : new ProposalCache(_byRef.Add(reference, new ResolvedProposal(proposal, sender, IsByReference: true)), [.. Refs, reference]);
}
