namespace Simulation.Reporting.Pairs;

/// <summary>A number of a mode in two runs.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Metric">Name of the number.</param>
/// <param name="Unit">octets, seconds or count.</param>
/// <param name="First">In the first run; null where it was not measured.</param>
/// <param name="Second">In the second run; null where it was not measured.</param>
public sealed record PairRow(string Mode, string Metric, string Unit, double? First, double? Second)
{
    /// <summary>How much more the second is; null where one was not measured.</summary>
    public double? Difference => Second - First;

    /// <summary>The difference in percent of the first; null where one was not measured, or the first is zero and the second is not.</summary>
    public double? Percent => Difference switch
    {
        null => null,
        0 => 0,
        _ when First == 0 => null,
        var difference => 100 * difference / Math.Abs(First!.Value),
    };
}
