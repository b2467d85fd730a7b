using Mls.Core.Framing;
using Mls.Core.Wire;

namespace Interop.Tests.Clients;

/// <summary>What a Commit is to hold: the proposals of the epoch by reference, these by value.</summary>
internal sealed record CommitPlan
{
    /// <summary>By value; no Update.</summary>
    public ValueList<Change> Changes { get; init; } = [];

    /// <summary>How the Commit travels.</summary>
    public WireFormat Format { get; init; } = WireFormat.PublicMessage;

    /// <summary>Whether the Welcome carries the tree.</summary>
    public bool TreeInWelcome { get; init; } = true;

    /// <summary>Whether there is a path even where none is required. ts-mls 1.6.4 has no such choice and leaves it out.</summary>
    public bool Path { get; init; } = true;
}
