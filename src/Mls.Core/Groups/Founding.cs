using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>Who founds a group that goes on from another, and with whom.</summary>
/// <param name="Identity">What the founder's leaf says about it.</param>
/// <param name="Lifetime">The lifetime that the founder's leaf states.</param>
/// <param name="Members">A KeyPackage of each other member, of the new group's suite.</param>
public sealed record Founding(ClientIdentity Identity, Lifetime Lifetime, ValueList<KeyPackage> Members)
{
    /// <summary>Whether the first Commit carries a path even where none is required.</summary>
    public bool ForcePath { get; init; } = true;

    /// <summary>Whether the Welcome carries the tree; otherwise joiners get it beside the Welcome.</summary>
    public bool TreeInWelcome { get; init; }
}
