using System.Globalization;

namespace Simulation.Reporting.Pairs;

/// <summary>Numbers of a pair as people read them.</summary>
public static class PairFigures
{
    /// <summary>A number in the unit of its row.</summary>
    public static string Show(PairRow row, double? value)
    {
        ArgumentNullException.ThrowIfNull(row);
        return (row.Unit, value) switch
        {
            (_, null) => "-",
            ("octets", { } octets) => Figures.Octets((long)octets),
            ("seconds", { } seconds) => Figures.Seconds(seconds),
            (_, { } number) => number.ToString("#,0.##", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>How much more the second run has.</summary>
    public static string Change(PairRow row) => PairText.Change(row);
}
