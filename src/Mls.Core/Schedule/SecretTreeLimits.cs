using Mls.Core.Wire;

namespace Mls.Core.Schedule;

/// <summary>How much work and memory a sender can make a receiver spend on out-of-order messages (RFC 9420, section 15.3). Immutable.</summary>
/// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
public sealed record SecretTreeLimits
{
    /// <summary>The defaults.</summary>
    public static SecretTreeLimits Default { get; } = new();

    /// <summary>Most generations that one message may skip. A lease costs one key derivation for each, whether the message is genuine or not:
    /// at the default less than a millisecond in every suite of RFC 9420.</summary>
    public int MaxForward { get; init => field = Limit.NotNegative(value); } = 200;

    /// <summary>Most keys of skipped generations kept for one ratchet, about 100 octets each; the oldest are dropped first.</summary>
    public int MaxSkippedPerRatchet { get; init => field = Limit.NotNegative(value); } = 1000;

    /// <summary>Most keys of skipped generations kept for one tree; the ratchet that would exceed it drops its own oldest.</summary>
    public int MaxSkippedPerTree { get; init => field = Limit.NotNegative(value); } = 10_000;
}
