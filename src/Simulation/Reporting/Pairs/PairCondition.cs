using System.Globalization;
using System.Text.RegularExpressions;
using Simulation.Scenarios;

namespace Simulation.Reporting.Pairs;

/// <summary>A difference between two runs that is not accepted.</summary>
/// <param name="Text">As typed.</param>
/// <param name="Mode">The mode it is about; null for each.</param>
/// <param name="Metric">Name of the number.</param>
/// <param name="IsAbove">Whether differences above the limit are not accepted; otherwise those below.</param>
/// <param name="Limit">The limit.</param>
/// <param name="IsPercent">Whether it is percent of the first run's number.</param>
public sealed partial record PairCondition(string Text, string? Mode, string Metric, bool IsAbove, double Limit, bool IsPercent)
{
    private const int PatienceMilliseconds = 1000;

    /// <summary>Reads <c>METRIC > 5%</c>, <c>METRIC &lt; -100</c>, <c>MODE.METRIC > 0</c>.</summary>
    /// <exception cref="WrongUseException">It is none.</exception>
    public static PairCondition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Match match = Form().Match(text);
        if (!match.Success || !double.TryParse(match.Groups["limit"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out double limit))
        {
            throw new WrongUseException($"--fail-if \"{Printable.Line(text)}\": must be METRIC > NUMBER or METRIC < NUMBER, of the difference of the second run from the first; with % in percent of the first; MODE. before METRIC for one mode only, for example \"octetsSent > 5%\"");
        }

        string metric = match.Groups["metric"].Value;
        string[] known = [.. PairMetric.All.Select(one => one.Name)];
        return known.Contains(metric)
            ? new PairCondition(text.Trim(), match.Groups["mode"].Success ? match.Groups["mode"].Value : null, metric, match.Groups["sign"].Value == ">", limit, match.Groups["percent"].Success)
            : throw new WrongUseException($"--fail-if \"{Printable.Line(text)}\": {Printable.Line(metric)} is not measured; must be one of {string.Join(", ", known)}{Nearest.Hint(metric, known)}");
    }

    /// <summary>Whether a row must not be as it is. What was measured in one run only has no difference.</summary>
    public bool IsBroken(PairRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Metric != Metric || (Mode is not null && row.Mode != Mode) || row.Difference is not { } difference)
        {
            return false;
        }

        // Of nothing, anything is infinitely much.
        double value = !IsPercent ? difference : row.Percent ?? (difference > 0 ? double.PositiveInfinity : double.NegativeInfinity);
        return IsAbove ? value > Limit : value < Limit;
    }

    [GeneratedRegex(@"^\s*((?<mode>[A-Za-z0-9-]+)\.)?(?<metric>[A-Za-z0-9]+)\s*(?<sign>[<>])\s*(?<limit>[+-]?[0-9]+(\.[0-9]+)?)\s*(?<percent>%)?\s*$", RegexOptions.ExplicitCapture, PatienceMilliseconds)]
    private static partial Regex Form();
}
