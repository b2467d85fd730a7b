namespace Grains.Policies.Propagation;

/// <summary>Every change reaches the groups at once, but for a renewal that may wait and changes no devices.</summary>
public sealed class AtOnce : IPropagationPolicy
{
    /// <inheritdoc/>
    public string Name => "at-once";

    /// <inheritdoc/>
    public string Description => "Every change of a user's devices or keys is carried into all groups at once; a deferred renewal goes with the next one.";

    /// <inheritdoc/>
    public bool Propagates(UserGroupChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return !change.IsDeferred || change.Added + change.Removed > 0;
    }
}
