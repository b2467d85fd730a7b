using System.Collections.Immutable;

namespace Simulation.Reporting;

/// <summary>Student's distribution.</summary>
public static class StudentT
{
    private const double Normal = 1.959963985;

    private static readonly ImmutableArray<double> Table =
    [
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448, 2.1314,
        2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
    ];

    /// <summary>The value that 95 % of all lie within, on both sides of zero. Above 30 by the expansion of Cornish and Fisher, which is right to four digits there.</summary>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    public static double Critical(int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        double cube = Math.Pow(Normal, 3), fifth = Math.Pow(Normal, 5);
        return freedom <= Table.Length
            ? Table[freedom - 1]
            : Normal + ((cube + Normal) / (4.0 * freedom)) + (((5 * fifth) + (16 * cube) + (3 * Normal)) / (96.0 * freedom * freedom));
    }
}
