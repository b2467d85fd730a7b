namespace Simulation.Scenarios;

/// <summary>Units of virtual time.</summary>
public static class VirtualTime
{
    /// <summary>A second.</summary>
    public const long SecondMilliseconds = 1000;

    /// <summary>A minute.</summary>
    public const long MinuteMilliseconds = 60 * SecondMilliseconds;

    /// <summary>An hour.</summary>
    public const long HourMilliseconds = 60 * MinuteMilliseconds;

    /// <summary>A day.</summary>
    public const long DayMilliseconds = 24 * HourMilliseconds;

    /// <summary>Days of a year, for rates per year.</summary>
    public const double DaysPerYear = 365.25;
}
