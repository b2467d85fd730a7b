using Mls.Core.Nodes;

namespace Mls.MultiDevice.Devices;

/// <summary>Lifetimes of the KeyPackages that devices make.</summary>
internal static class Lifetimes
{
    /// <summary>From now (less an hour, for clocks that differ) for as long as the run's settings say.</summary>
    public static Lifetime From(TimeProvider clock, ActorRunSettings settings)
    {
        var now = (ulong)clock.GetUtcNow().ToUnixTimeSeconds();
        return new Lifetime(now - 3600, now + settings.KeyPackageLifetimeSeconds);
    }
}
