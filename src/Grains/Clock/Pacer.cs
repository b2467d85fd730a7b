namespace Grains.Clock;

/// <summary>Ties virtual time to real time, from the moment it is made.</summary>
internal sealed class Pacer(double pace, long virtualStart, TimeProvider clock)
{
    /// <summary>The clock looks up at least this often, so that a paced run can be paused.</summary>
    private static readonly TimeSpan LongestNap = TimeSpan.FromMilliseconds(100);

    private readonly long _start = clock.GetTimestamp();

    /// <summary>How long to wait before virtual millisecond <paramref name="at"/>; negative by as much as the run is behind.</summary>
    public TimeSpan Until(long at) =>
        pace == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds((at - virtualStart) / pace) - clock.GetElapsedTime(_start);

    /// <summary>Waits, but not long.</summary>
    public Task Nap(TimeSpan wanted) => Task.Delay(wanted < LongestNap ? wanted : LongestNap, clock);
}
