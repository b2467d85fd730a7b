using Mls.MultiDevice.Policies;

namespace Grains.Policies.Propagation;

/// <summary>When a new epoch of a user group reaches the user's groups, where a user is one leaf that stands for the user group. Asked by the user's account service.</summary>
public interface IPropagationPolicy : IPolicy
{
    /// <summary>Whether the user's groups must now get leaves of the epoch that a Commit has begun; if not, they get them with a later Commit that is propagated.</summary>
    bool Propagates(UserGroupChange change);
}
