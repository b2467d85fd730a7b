using System.Collections.Immutable;
using Mls.Core.Authentication;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Seams;

namespace Mls.Core.Configuration;

/// <summary>What a group needs from outside. All of it is injected; there is no ambient time, chance or trust.</summary>
/// <param name="Crypto">The primitives of the group's suite.</param>
/// <param name="Random">The client's randomness.</param>
/// <param name="Clock">The client's clock, for lifetimes.</param>
/// <param name="Authentication">Who vouches for credentials.</param>
public sealed record GroupServices(ICryptoProvider Crypto, IRandomSource Random, TimeProvider Clock, IAuthenticationService Authentication)
{
    /// <summary>Where new leaf keys come from.</summary>
    public ILeafKeySource LeafKeys { get; init; } = new FreshLeafKeys();

    /// <summary>Which message slot to use.</summary>
    public IMessageSlotPolicy Slots { get; init; } = new NextSlot();

    /// <summary>How to follow siblings.</summary>
    public IOwnLeafResolver OwnLeaf { get; init; } = new NobodyElse();

    /// <summary>External pre-shared keys.</summary>
    public IPskStore Psks { get; init; } = new NoPsks();

    /// <summary>Whether the client is in a group of that id (RFC 9420, section 12.4.3: it joins no second one); in none, unless the application says so.</summary>
    public Func<GroupId, bool> IsMemberOf { get; init; } = _ => false;

    /// <summary>The group that the one being founded or joined goes on from; else <see langword="null"/>.</summary>
    internal IOrigin? Origin { get; init; }

    /// <summary>Whether GroupInfos carry values without a meaning (RFC 9420, section 13.5); <see cref="KeyPackages.ClientIdentity.Grease"/> is the same for leaves.</summary>
    public GreasePolicy Grease { get; init; } = GreasePolicy.Emit;

    /// <summary>How long an encrypted message is made.</summary>
    public IPaddingPolicy Padding { get; init; } = new PadmePadding();

    /// <summary>Proposal types beyond the RFC's own that a Commit covers without a path (RFC 9420, section 17.4); all others need one.</summary>
    public IReadOnlySet<ProposalType> ProposalsWithoutPath { get; init; } = ImmutableHashSet<ProposalType>.Empty;

    /// <summary>Limits of retention.</summary>
    public GroupLimits Limits { get; init; } = GroupLimits.Default;
}
