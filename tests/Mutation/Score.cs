using System.Globalization;

namespace Mutation;

/// <summary>How many of the tested mutants were found.</summary>
/// <param name="Killed">The mutants that a test failed for, or that made the tests go on for ever.</param>
/// <param name="Tested">The mutants whose tests came to an end.</param>
internal readonly record struct Score(int Killed, int Tested)
{
    /// <summary>The two-sided 95 % quantile of the normal distribution.</summary>
    private const double Deviations = 1.959963984540054;

    /// <summary>The share that was found, in percent; not a number where none was tested.</summary>
    public double Percent => 100.0 * Killed / Tested;

    /// <summary>Wilson's 95 % interval for the share among all mutants of which the tested ones are a sample, in percent (E. B. Wilson, 1927); everything where none was tested.</summary>
    public (double Low, double High) Interval
    {
        get
        {
            if (Tested == 0)
            {
                return (0, 100);
            }

            var (share, square) = ((double)Killed / Tested, Deviations * Deviations);
            var middle = (share + (square / (2 * Tested))) / (1 + (square / Tested));
            var half = Deviations / (1 + (square / Tested)) * Math.Sqrt((share * (1 - share) / Tested) + (square / (4.0 * Tested * Tested)));
            return (100 * Math.Max(0, middle - half), 100 * Math.Min(1, middle + half));
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Tested == 0 ? "none tested" : string.Create(CultureInfo.InvariantCulture, $"{Killed} of {Tested}, {Percent:F1} % ({Interval.Low:F1} to {Interval.High:F1} %)");
}
