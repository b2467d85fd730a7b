using System.Globalization;

namespace Simulation.Reporting;

/// <summary>Numbers as people read them.</summary>
public static class Figures
{
    /// <summary>All digits.</summary>
    public static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Four digits or so: the files have them all.</summary>
    public static string Short(long number) => number switch
    {
        < 100_000 => Whole(number),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e3:N0} k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{number / 1e6:N1} M"),
    };

    /// <summary>kB = 1,000 octets.</summary>
    public static string Octets(long octets) => octets switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{octets:N0} B"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{octets / 1e3:N1} kB"),
        < 10_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{octets / 1e6:N1} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{octets / 1e9:N1} GB"),
    };

    /// <summary>At most eight letters.</summary>
    public static string Brief(long octets) => octets switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{octets} B"),
        < 999_950 => string.Create(CultureInfo.InvariantCulture, $"{octets / 1e3:0.0} kB"),
        < 999_950_000 => string.Create(CultureInfo.InvariantCulture, $"{octets / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{octets / 1e9:0.0} GB"),
    };

    /// <summary>How much more, or less, the second is, of the first.</summary>
    public static string Difference(long first, long second) => (first, second) switch
    {
        _ when first == second => "same",
        (0, _) => "new",
        _ when second >= 3 * first => string.Create(CultureInfo.InvariantCulture, $"x{(double)second / first:0.0}"),
        _ => Percent(100.0 * (second - first) / first),
    };

    /// <summary>A difference in percent. The sign is the difference's own, also where it is too small for a digit: a format would show it as a plus.</summary>
    public static string Percent(double difference) => string.Create(CultureInfo.InvariantCulture, $"{(difference < 0 ? '-' : '+')}{Math.Abs(difference):0.0} %");

    /// <summary>Seconds, minutes, hours or days.</summary>
    public static string Seconds(double? seconds) => seconds switch
    {
        null => "-",
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
        < 3 * 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.0} min"),
        < 72 * 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86400:0.0} d"),
    };
}
