using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Devices;

/// <summary>A Commit to be built.</summary>
/// <param name="Membership">Where.</param>
/// <param name="Job">The job that it is for.</param>
/// <param name="Options">What it does.</param>
internal sealed record CommitPlan(Membership Membership, ulong Job, CommitOptions Options)
{
    /// <summary>Delivery addresses of those added, in the order of the Adds.</summary>
    public ValueList<string> Addresses { get; init; } = [];

    /// <summary>The obligation that it settles; 0 for none.</summary>
    public ulong Obligation { get; init; }

    /// <summary>The epoch of the user group that the new leaf derives from, where this is one that has not begun.</summary>
    public Epoch? UserEpoch { get; init; }
}
