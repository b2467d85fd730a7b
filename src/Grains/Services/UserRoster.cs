using Mls.Core.Wire;

namespace Grains.Services;

/// <summary>One user's delivery addresses in a group.</summary>
/// <param name="Addresses">The addresses in order; none where the user is not a member.</param>
/// <param name="Number">Place in the log of the entry that last changed them.</param>
internal sealed record UserRoster(ValueList<string> Addresses, ulong Number)
{
    /// <summary>Whether the user is a member.</summary>
    public bool IsMember => Addresses.Count > 0;
}
