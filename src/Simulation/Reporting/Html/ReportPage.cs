using System.Collections.Immutable;

namespace Simulation.Reporting.Html;

/// <summary>A report as one file that needs nothing else: no network, no script.</summary>
public static class ReportPage
{
    /// <summary>How each report begins.</summary>
    public const string Beginning = "<!doctype html>\n<!-- mls-sim report -->\n";

    /// <summary>Nothing may be loaded, from anywhere; only the style that is in the page counts.</summary>
    private const string Head =
        """
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">

        """;

    /// <summary>The report of a run.</summary>
    public static string Of(ReportContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Of(content.Heading, html =>
        {
            AnswerSection.Write(html, content);
            ConfigurationSection.Write(html, content);
            VerdictSection.Write(html, content);
            if (content.Seeds is { Seeds.IsEmpty: false } seeds)
            {
                SeedSection.Write(html, seeds);
            }

            ImmutableArray<ModeSummary> measured = [.. content.Summaries.Where(summary => summary.Operations.Values.Any(operation => operation is { Count: > 0 } or { Messages: > 0 }))];
            if (!measured.IsEmpty)
            {
                TableSection.Write(html, measured);
                PlotSection.Write(html, measured);
            }

            ReproduceSection.Write(html, content);
        });
    }

    /// <summary>A page with a heading.</summary>
    internal static string Of(string heading, Action<HtmlBuilder> write)
    {
        var html = new HtmlBuilder();
        html.Constant(Beginning).Constant(Head).Element("title", heading).Constant("<style>\n").Constant(ReportStyle.Css).Constant("\n</style>\n</head>\n<body>\n<main>\n");
        write(html);
        html.Constant("</main>\n</body>\n</html>\n");
        return html.ToString();
    }
}
