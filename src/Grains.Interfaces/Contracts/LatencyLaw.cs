namespace Grains.Interfaces.Contracts;

/// <summary>How a link's latency is distributed above its minimum.</summary>
public enum LatencyLaw
{
    /// <summary>Equally likely between the minimum and as far above the mean as the minimum is below it.</summary>
    Uniform = 0,

    /// <summary>The minimum plus an exponential delay.</summary>
    Exponential = 1,
}
