using System.Collections.Immutable;

namespace Simulation.Reporting.Html;

/// <summary>Bars from the left: groups of them beside each other, or parts of one after the other.</summary>
/// <param name="title">What it is of.</param>
/// <param name="show">Writes a number.</param>
internal sealed class BarChart(string title, Func<double, string> show)
{
    private const double Left = 200;
    private const double Right = Svg.Width - 90;
    private const double Thick = 15;
    private const double Gap = 14;
    private const double Foot = 26;

    /// <summary>For each row a bar of each series; null where there is none.</summary>
    public HtmlBuilder Grouped(ImmutableArray<(string Label, ImmutableArray<double?> Values)> rows)
    {
        double height = rows.Sum(row => (row.Values.Length * Thick) + Gap);
        (HtmlBuilder svg, Axis axis) = Begin(rows.SelectMany(row => row.Values).Max() ?? 0, height);
        double y = Gap / 2;
        foreach (var (label, values) in rows)
        {
            svg.Label("end", Left - 8, y + (values.Length * Thick / 2) + 4, label);
            for (var i = 0; i < values.Length; i++, y += Thick)
            {
                if (values[i] is { } value)
                {
                    svg.Bar($"bar {Plot.Style(i)}", (Left, y + 1, axis.At(value) - Left, Thick - 2), $"{label}: {show(value)}");
                    svg.Label("start", axis.At(value) + 5, y + Thick - 3, show(value));
                }
            }

            y += Gap;
        }

        return svg.Close("svg");
    }

    /// <summary>For each row one bar of parts; rows with the same heading stand together.</summary>
    public HtmlBuilder Stacked(ImmutableArray<(string Heading, string Label, ImmutableArray<double> Parts)> rows)
    {
        double height = rows.Length * (Thick + 2);
        height += rows.Select(row => row.Heading).Distinct(StringComparer.Ordinal).Count() * (Gap + 14);
        (HtmlBuilder svg, Axis axis) = Begin(rows.Max(row => row.Parts.Sum()), height);
        double y = 0;
        string? last = null;
        foreach (var (heading, label, parts) in rows)
        {
            if (heading != last)
            {
                y += Gap + 14;
                svg.Open("text", ("class", "heading"), ("text-anchor", "start"), ("x", "4"), ("y", Svg.Number(y - 5))).Text(heading).Close("text");
                last = heading;
            }

            svg.Label("end", Left - 8, y + Thick - 3, label);
            double x = 0;
            for (var i = 0; i < parts.Length; x += parts[i++])
            {
                svg.Bar($"bar {Plot.Style(i)}", (axis.At(x), y + 1, axis.At(x + parts[i]) - axis.At(x), Thick - 2), $"{heading}, {label}: {show(parts[i])}");
            }

            svg.Label("start", axis.At(x) + 5, y + Thick - 3, show(x));
            y += Thick + 2;
        }

        return svg.Close("svg");
    }

    private (HtmlBuilder Svg, Axis Axis) Begin(double maximum, double height)
    {
        HtmlBuilder svg = Svg.Begin(title, height + Foot);
        Axis axis = Axis.Linear(Left, Right, maximum);
        foreach (var tick in axis.Ticks())
        {
            svg.Line("grid", axis.At(tick), 0, axis.At(tick), height + 4);
            svg.Label("middle", axis.At(tick), height + 19, show(tick));
        }

        return (svg, axis);
    }
}
