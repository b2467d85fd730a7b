using System.Collections.Immutable;

namespace Simulation.Reporting.Html;

/// <summary>Where a number lies on a plot.</summary>
/// <param name="from">Coordinate of the smallest number.</param>
/// <param name="to">Coordinate of the largest.</param>
/// <param name="minimum">The smallest number.</param>
/// <param name="maximum">The largest.</param>
/// <param name="isLogarithmic">Whether equal steps are equal factors; then numbers are above zero.</param>
internal sealed class Axis(double from, double to, double minimum, double maximum, bool isLogarithmic)
{
    private const int FewTicks = 5;

    /// <summary>From zero.</summary>
    public static Axis Linear(double from, double to, double maximum) => new(from, to, 0, maximum > 0 ? maximum : 1, false);

    /// <summary>By factors.</summary>
    public static Axis Logarithmic(double from, double to, double minimum, double maximum) => new(from, to, minimum, Math.Max(maximum, 2 * minimum), true);

    /// <summary>Coordinate of a number; of one outside, that of the end.</summary>
    public double At(double number)
    {
        double clamped = Math.Clamp(number, minimum, maximum);
        double share = isLogarithmic ? Math.Log(clamped / minimum) / Math.Log(maximum / minimum) : (clamped - minimum) / (maximum - minimum);
        return from + (share * (to - from));
    }

    /// <summary>Round numbers to write along it.</summary>
    public ImmutableArray<double> Ticks()
    {
        if (isLogarithmic)
        {
            return [];
        }

        double rough = (maximum - minimum) / FewTicks;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = new[] { 1.0, 2, 5, 10 }.First(one => one * power >= rough * 0.999) * power;
        return [.. Enumerable.Range(0, 20).Select(i => minimum + (i * step)).TakeWhile(tick => tick <= maximum * 1.0001)];
    }
}
