using Mls.Core.Framing;
using Mls.Core.Proposals;
using Mls.Core.Seams;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>What a Commit holds and how it travels.</summary>
public sealed record CommitOptions
{
    /// <summary>Proposals by value.</summary>
    public ValueList<Proposal> Proposals { get; init; } = [];

    /// <summary>Whether the proposals received in the epoch are committed by reference, in the order of arrival, as far as they are valid together (RFC 9420, section 12.4).
    /// Where they exclude each other, what the Commit holds by value goes before all, a Remove before GroupContextExtensions, these before an Update, a later Update before an
    /// earlier, and an Update before whatever else; among equals the first stays, and a ReInit waits for a Commit of its own. What is left out is gone with the epoch.</summary>
    public bool IncludeReceived { get; init; } = true;

    /// <summary>What is committed by reference: exactly these proposals of the epoch, in this order. Where it is missing, <see cref="IncludeReceived"/> decides.</summary>
    public ValueList<ProposalRef>? References { get; init; }

    /// <summary>Whether the Commit carries a path even where none is required.</summary>
    public bool ForcePath { get; init; } = true;

    /// <summary>PublicMessage or PrivateMessage.</summary>
    public WireFormat Format { get; init; } = WireFormat.PublicMessage;

    /// <summary>Where the keys of the new leaf come from, for this Commit only; the group's own source where nothing is said.</summary>
    public ILeafKeySource? LeafKeys { get; init; }

    /// <summary>Additional authenticated data.</summary>
    public OpaqueBytes AuthenticatedData { get; init; }

    /// <summary>Whether the Welcome carries the tree; otherwise joiners get it beside the Welcome.</summary>
    public bool TreeInWelcome { get; init; }
}
