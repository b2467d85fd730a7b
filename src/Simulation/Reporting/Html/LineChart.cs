using System.Collections.Immutable;

namespace Simulation.Reporting.Html;

/// <summary>Lines over a common axis.</summary>
/// <param name="title">What it is of.</param>
/// <param name="across">What the axis below is of, with its unit.</param>
internal sealed class LineChart(string title, string across)
{
    private const double Left = 56;
    private const double Right = Svg.Width - 16;
    private const double Top = 10;
    private const double Bottom = 230;

    /// <summary>Draws them; both axes begin at zero.</summary>
    public HtmlBuilder Draw(ImmutableArray<LineSeries> series) => Draw(
        series,
        Axis.Linear(Left, Right, Largest(series, point => point.X)),
        Axis.Linear(Bottom, Top, Largest(series, point => point.Y)),
        ticks: null);

    /// <summary>Draws them by factors of two: both axes begin at one.</summary>
    public HtmlBuilder DrawByFactors(ImmutableArray<LineSeries> series)
    {
        double right = Largest(series, point => point.X), top = Largest(series, point => point.Y);
        ImmutableArray<double> powers = [.. Enumerable.Range(0, 24).Select(i => Math.Pow(2, i))];
        return Draw(series, Axis.Logarithmic(Left, Right, 1, right), Axis.Logarithmic(Bottom, Top, 1, top), (powers, right, top));
    }

    private HtmlBuilder Draw(ImmutableArray<LineSeries> series, Axis horizontal, Axis vertical, (ImmutableArray<double> Powers, double Right, double Top)? ticks)
    {
        HtmlBuilder svg = Svg.Begin(title, Bottom + 44);
        foreach (var tick in ticks is { } up ? [.. up.Powers.TakeWhile(power => power <= up.Top)] : vertical.Ticks())
        {
            svg.Line("grid", Left, vertical.At(tick), Right, vertical.At(tick));
            svg.Label("end", Left - 6, vertical.At(tick) + 4, Number(tick));
        }

        foreach (var tick in ticks is { } along ? [.. along.Powers.TakeWhile(power => power <= along.Right)] : horizontal.Ticks())
        {
            svg.Line("grid", horizontal.At(tick), Bottom, horizontal.At(tick), Bottom + 4);
            svg.Label("middle", horizontal.At(tick), Bottom + 18, Number(tick));
        }

        svg.Label("middle", (Left + Right) / 2, Bottom + 38, across);
        foreach (var line in series)
        {
            svg.Open(
                "polyline",
                ("class", $"curve {line.Style}"),
                ("points", string.Join(' ', line.Points.Select(point => $"{Svg.Number(horizontal.At(point.X))},{Svg.Number(vertical.At(point.Y))}")))).Close("polyline");
            foreach (var (x, y) in line.HasDots ? line.Points : [])
            {
                svg.Dot($"bar {line.Style}", horizontal.At(x), vertical.At(y), $"{Number(x)}: {Number(y)}");
            }
        }

        return svg.Close("svg");
    }

    private static double Largest(ImmutableArray<LineSeries> series, Func<(double X, double Y), double> coordinate) =>
        series.SelectMany(line => line.Points).Select(coordinate).DefaultIfEmpty(1).Max();

    private static string Number(double number) => number.ToString("#,0.##", System.Globalization.CultureInfo.InvariantCulture);
}
