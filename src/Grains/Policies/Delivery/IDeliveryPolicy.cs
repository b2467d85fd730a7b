using Mls.MultiDevice.Policies;

namespace Grains.Policies.Delivery;

/// <summary>Which Commit a delivery service makes the next one of its group. Asked in the service's turn, for conversations and user groups alike.</summary>
/// <remarks>
/// Only Commits are offered that are built on the group's present epoch, valid by RFC 9420 and by the rules of the mode: the others cannot win whatever the policy. The service
/// holds no Commits back: one that is refused changes nothing, and its sender hears which rule it broke.
/// </remarks>
public interface IDeliveryPolicy : IPolicy
{
    /// <summary>The name of the rule by which a Commit does not become the next one of the group; <see langword="null"/> where it does.</summary>
    string? Refuses(CommitOffer offer);
}
