namespace Mls.MultiDevice;

/// <summary>Virtual time as a calendar date, for the lifetimes of leaves. Whoever owns it moves it on.</summary>
/// <param name="startUnixSeconds">What virtual millisecond 0 is, in seconds since 1970-01-01 UTC.</param>
public sealed class VirtualClock(long startUnixSeconds) : TimeProvider
{
    /// <summary>Virtual milliseconds.</summary>
    public long Now { get; set; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(startUnixSeconds).AddMilliseconds(Now);
}
