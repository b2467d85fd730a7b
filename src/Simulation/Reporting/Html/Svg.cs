using System.Globalization;

namespace Simulation.Reporting.Html;

/// <summary>The pieces that plots are drawn of.</summary>
internal static class Svg
{
    /// <summary>Width of every plot, in units of its own.</summary>
    public const double Width = 760;

    /// <summary>A coordinate.</summary>
    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Begins a plot.</summary>
    public static HtmlBuilder Begin(string title, double height) => new HtmlBuilder().Open(
        "svg", ("viewBox", $"0 0 {Number(Width)} {Number(height)}"), ("role", "img"), ("aria-label", title), ("xmlns", "http://www.w3.org/2000/svg"));

    /// <summary>A line.</summary>
    public static void Line(this HtmlBuilder svg, string style, double x1, double y1, double x2, double y2) => svg.Open(
        "line", ("class", style), ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2))).Close("line");

    /// <summary>A rectangle with a text that is shown where one points at it.</summary>
    public static void Bar(this HtmlBuilder svg, string style, (double X, double Y, double Width, double Height) place, string hint) => svg.Open(
        "rect", ("class", style), ("x", Number(place.X)), ("y", Number(place.Y)), ("width", Number(Math.Max(0, place.Width))), ("height", Number(place.Height)))
        .Element("title", hint).Close("rect");

    /// <summary>A dot.</summary>
    public static void Dot(this HtmlBuilder svg, string style, double x, double y, string hint) => svg.Open(
        "circle", ("class", style), ("cx", Number(x)), ("cy", Number(y)), ("r", "4.5")).Element("title", hint).Close("circle");

    /// <summary>A text.</summary>
    /// <param name="svg">The plot.</param>
    /// <param name="anchor">start, middle or end.</param>
    /// <param name="x">Where it is anchored.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="text">The text.</param>
    public static void Label(this HtmlBuilder svg, string anchor, double x, double y, string text) => svg.Element(
        "text", text, ("text-anchor", anchor), ("x", Number(x)), ("y", Number(y)));
}
