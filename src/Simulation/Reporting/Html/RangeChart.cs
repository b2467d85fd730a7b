using System.Collections.Immutable;

namespace Simulation.Reporting.Html;

/// <summary>Where distributions lie, on an axis of factors: a dot at the median, a line to the 95th percentile, a thin one to the largest.</summary>
internal static class RangeChart
{
    private const double Left = 200;
    private const double Right = Svg.Width - 24;
    private const double Thick = 17;
    private const double Gap = 12;
    private const double Shortest = 0.01;

    private static readonly ImmutableArray<double> Marks = [0.01, 0.1, 1, 10, 60, 600, 3600, 36_000, 86_400, 864_000, 8_640_000];

    /// <summary>For each row a distribution of each series, in seconds; null where there is none.</summary>
    public static HtmlBuilder Draw(string title, ImmutableArray<(string Label, ImmutableArray<Percentiles?> Values)> rows)
    {
        double height = rows.Sum(row => (row.Values.Length * Thick) + Gap);
        HtmlBuilder svg = Svg.Begin(title, height + 26);
        ImmutableArray<Percentiles> all = [.. rows.SelectMany(row => row.Values).OfType<Percentiles>()];
        double from = Marks.Last(mark => mark <= Math.Max(Shortest, all.Min(one => one.P50)));
        Axis axis = Axis.Logarithmic(Left, Right, from, all.Max(one => one.Maximum) * 1.3);
        foreach (var mark in Marks.Where(mark => mark >= from && mark <= all.Max(one => one.Maximum) * 1.3))
        {
            svg.Line("grid", axis.At(mark), 0, axis.At(mark), height + 4);
            svg.Label("middle", axis.At(mark), height + 19, Short(mark));
        }

        double y = Gap / 2;
        foreach (var (label, values) in rows)
        {
            svg.Label("end", Left - 8, y + (values.Length * Thick / 2) + 4, label);
            for (var i = 0; i < values.Length; i++, y += Thick)
            {
                if (values[i] is { } one)
                {
                    double middle = y + (Thick / 2);
                    svg.Line($"thin {Plot.Style(i)}", axis.At(one.P95), middle, axis.At(one.Maximum), middle);
                    svg.Line($"thick {Plot.Style(i)}", axis.At(one.P50), middle, axis.At(one.P95), middle);
                    svg.Dot($"bar {Plot.Style(i)}", axis.At(one.P50), middle, $"{label}: median {Figures.Seconds(one.P50)}, p95 {Figures.Seconds(one.P95)}, largest {Figures.Seconds(one.Maximum)}");
                }
            }

            y += Gap;
        }

        return svg.Close("svg");
    }

    private static string Short(double seconds) => seconds switch
    {
        < 60 => $"{Svg.Number(seconds)} s",
        < 3600 => $"{Svg.Number(seconds / 60)} min",
        < 86_400 => $"{Svg.Number(seconds / 3600)} h",
        _ => $"{Svg.Number(seconds / 86_400)} d",
    };
}
