using Mls.Core.Groups;

namespace Grains.Policies.Delivery;

/// <summary>A valid Commit that a delivery service could accept.</summary>
/// <param name="Now">Virtual milliseconds.</param>
/// <param name="EpochSince">Virtual millisecond at which the Commit was accepted that began the present epoch, or the group was founded.</param>
/// <param name="From">Delivery address of the committer.</param>
/// <param name="Transition">What it would change.</param>
public sealed record CommitOffer(long Now, long EpochSince, string From, PublicTransition Transition);
