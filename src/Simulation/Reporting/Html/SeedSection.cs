using System.Collections.Immutable;
using static Simulation.Reporting.Figures;

namespace Simulation.Reporting.Html;

/// <summary>Several seeds: means, how sure they are, and each seed as a point.</summary>
internal static class SeedSection
{
    private const double Row = 34;
    private const double Left = 200;

    public static void Write(HtmlBuilder html, SeedComparison seeds)
    {
        html.Element("h2", "Over several seeds");
        html.Element("p", $"Seeds {string.Join(", ", seeds.Seeds)}. {(seeds.Seeds.Length == seeds.Compared.Length ? "" : $"Compared are those in which every mode did the same work: {string.Join(", ", seeds.Compared)}. ")}Intervals are of 95 % confidence, by Student's t; differences are taken within each seed. Tables and plots below are of the first seed.");
        string first = seeds.Modes[0];
        var table = new HtmlTable("Mean over seeds", [.. seeds.Modes, .. seeds.Modes.Skip(1).Select(mode => $"{mode} less {first}")]);
        foreach (var figure in seeds.Figures.Where(figure => figure.Means.All(mean => mean is not null)))
        {
            table.AddRow(figure.Name, [.. figure.Means.Concat(figure.Differences).Select(interval => Show(figure, interval!))]);
        }

        table.Write(html);
        foreach (var figure in seeds.Figures.Where(figure => figure.Values[0].Length > 1 && figure.Values.Any(values => values.Any(value => value > 0))).Take(2))
        {
            Points(seeds, figure).Write(html);
        }
    }

    private static Plot Points(SeedComparison seeds, SeedFigure figure)
    {
        double height = seeds.Modes.Length * Row;
        HtmlBuilder svg = Svg.Begin(figure.Name, height + 30);
        double low = figure.Values.SelectMany(values => values).Min(), high = figure.Values.SelectMany(values => values).Max();
        double room = Math.Max((high - low) * 0.08, high * 0.001);
        var axis = new Axis(Left, Svg.Width - 40, low - room, high + room, isLogarithmic: false);
        var numbers = new HtmlTable("Seed", seeds.Modes);
        for (var i = 0; i <= 4; i++)
        {
            double tick = low + (i * (high - low) / 4);
            svg.Line("grid", axis.At(tick), 0, axis.At(tick), height + 4);
            svg.Label("middle", axis.At(tick), height + 20, Value(figure, tick));
        }

        for (var mode = 0; mode < seeds.Modes.Length; mode++)
        {
            double y = (mode + 0.5) * Row;
            svg.Label("end", Left - 8, y + 4, seeds.Modes[mode]);
            Interval mean = figure.Means[mode]!;
            svg.Line($"thick {Plot.Style(mode)}", axis.At(mean.Low), y, axis.At(mean.High), y);
            foreach (var (value, seed) in figure.Values[mode].Zip(seeds.Compared))
            {
                svg.Dot($"bar {Plot.Style(mode)}", axis.At(value), y, $"seed {seed}: {Value(figure, value)}");
            }
        }

        for (var i = 0; i < figure.Values[0].Length; i++)
        {
            numbers.AddRow(Svg.Number(seeds.Compared[i]), [.. figure.Values.Select(values => Value(figure, values[i]))]);
        }

        return new Plot(
            figure.Name,
            figure.Unit,
            "Each dot is one seed; the thick line is the interval of the mean. The axis does not begin at zero.",
            [.. seeds.Modes.Select((mode, i) => (Plot.Style(i), mode))],
            svg.Close("svg"),
            numbers);
    }

    private static string Show(SeedFigure figure, Interval interval) =>
        interval.HalfWidth is { } half ? $"{Value(figure, interval.Mean)} ± {Value(figure, half)}" : Value(figure, interval.Mean);

    private static string Value(SeedFigure figure, double value)
    {
        string sign = value < 0 ? "-" : "";
        double size = Math.Abs(value);
        return sign + figure.Unit switch
        {
            "octets" => Octets((long)Math.Round(size)),
            "seconds" => Seconds(size),
            _ => size.ToString("#,0.#", System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}
