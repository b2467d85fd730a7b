using Mls.Core.Groups;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>A Commit of the user group to be built, and with it one for every group that can be rotated.</summary>
/// <param name="Job">The job that it is for.</param>
/// <param name="Options">What the user group's Commit does.</param>
/// <param name="Cause">Why.</param>
internal sealed record BundlePlan(ulong Job, CommitOptions Options, string Cause)
{
    /// <summary>Devices that the user group's Commit adds.</summary>
    public ValueList<string> Added { get; init; } = [];

    /// <summary>What it removes; asked once all Commits are built.</summary>
    public Func<PendingCommit, ValueList<RemovalOrder>> Removals { get; init; } = static _ => [];
}
