namespace Simulation.Scenarios;

/// <summary>What a threshold limits.</summary>
public enum ThresholdMetric
{
    /// <summary>Application messages that an entitled device did not open.</summary>
    LostMessages,

    /// <summary>Operations that were not carried out.</summary>
    SkippedOperations,

    /// <summary>Median virtual time until a change is effective in all groups.</summary>
    EffectiveP50Seconds,

    /// <summary>95th percentile of it.</summary>
    EffectiveP95Seconds,

    /// <summary>99th percentile of it.</summary>
    EffectiveP99Seconds,

    /// <summary>Refused Commits as a share of all submitted.</summary>
    ConflictShare,

    /// <summary>Octets sent and delivered in the measured phase, per device and virtual day.</summary>
    OctetsPerDeviceAndDay,

    /// <summary>Operations of the trace that a mode gave up and another one, which it is compared with, did.</summary>
    MissedOperations,
}
