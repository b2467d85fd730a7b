using System.Collections.Immutable;

namespace Simulation.Reporting.Html;

/// <summary>A plot with everything that belongs to it.</summary>
/// <param name="Title">What it is of.</param>
/// <param name="Unit">Unit of its numbers.</param>
/// <param name="Caption">What one sees.</param>
/// <param name="Legend">Class of a mark, empty for a remark, and its meaning.</param>
/// <param name="Drawing">The drawing.</param>
/// <param name="Numbers">The numbers, for those who cannot see it.</param>
internal sealed record Plot(
    string Title, string Unit, string Caption, ImmutableArray<(string Style, string Text)> Legend, HtmlBuilder Drawing, HtmlTable Numbers)
{
    /// <summary>A series for each mode, in the colours that modes have in every plot.</summary>
    public static ImmutableArray<(string Style, string Text)> Modes(IEnumerable<ModeSummary> summaries) => Modes(summaries.Select(summary => summary.Mode));

    /// <inheritdoc cref="Modes(IEnumerable{ModeSummary})"/>
    public static ImmutableArray<(string Style, string Text)> Modes(IEnumerable<string> modes) => [.. modes.Select((mode, i) => (Style(i), mode))];

    /// <summary>Class of the marks of a series.</summary>
    public static string Style(int series) => $"s{series % 5}";

    /// <summary>Writes it.</summary>
    public void Write(HtmlBuilder html)
    {
        html.Open("figure").Element("h3", $"{Title} ({Unit})").Open("p", ("class", "legend"));
        foreach (var (style, text) in Legend)
        {
            html.Open("span");
            if (style.Length > 0)
            {
                html.Open("span", ("class", $"key {style}")).Close("span");
            }

            html.Text(text).Close("span");
        }

        html.Close("p").Open("div", ("class", "scroll plot")).Append(Drawing).Close("div").Element("figcaption", Caption)
            .Open("details").Element("summary", "The numbers");
        Numbers.Write(html);
        html.Close("details").Close("figure");
    }
}
