using System.Collections.Immutable;

namespace Simulation.Reporting;

/// <summary>A mean and how sure it is.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="HalfWidth">Half of the 95 % confidence interval, by Student's t; null of fewer than two values.</param>
public sealed record Interval(double Mean, double? HalfWidth)
{
    /// <summary>Lower end; the mean where there is no interval.</summary>
    public double Low => Mean - (HalfWidth ?? 0);

    /// <summary>Upper end.</summary>
    public double High => Mean + (HalfWidth ?? 0);

    /// <summary>-1 or 1 where all of the interval lies below or above zero; 0 where it holds zero, or there is none.</summary>
    public int Sign => HalfWidth is null ? 0 : Low > 0 ? 1 : High < 0 ? -1 : 0;

    /// <summary>Of some values; null of none.</summary>
    public static Interval? Of(ImmutableArray<double> values)
    {
        if (values.IsEmpty)
        {
            return null;
        }

        double mean = values.Average();
        if (values.Length == 1)
        {
            return new Interval(mean, null);
        }

        double variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
        return new Interval(mean, StudentT.Critical(values.Length - 1) * Math.Sqrt(variance / values.Length));
    }
}
