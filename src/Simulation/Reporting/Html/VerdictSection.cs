using System.Collections.Immutable;
using System.Globalization;
using static Simulation.Reporting.Figures;

namespace Simulation.Reporting.Html;

/// <summary>Whether the run may be believed: work, thresholds, invariants.</summary>
internal static class VerdictSection
{
    public static void Write(HtmlBuilder html, ReportContent content)
    {
        ImmutableArray<ModeSummary> summaries = content.Summaries;
        html.Element("h2", "Verdict and thresholds");
        if (content.Manifest.Failure is { } failure)
        {
            html.Element("p", $"The run failed: {failure}", ("class", "bad"));
        }

        foreach (var line in WorkText.Statement(summaries))
        {
            html.Element("p", line);
        }

        foreach (var mode in content.Manifest.Modes.Where(mode => summaries.All(summary => summary.Mode != mode)))
        {
            html.Element("p", $"{mode}: not run", ("class", "bad"));
        }

        foreach (var summary in summaries.Where(summary => summary.Partial))
        {
            html.Element("p", $"{summary.Mode}: PARTIAL, stopped before its end", ("class", "bad"));
        }

        Thresholds(html, summaries);
        foreach (var other in content.Judged.Where(summary => summary.Seed != content.Manifest.Seed))
        {
            foreach (var failed in other.Thresholds.Where(threshold => !threshold.Passed))
            {
                html.Element("p", $"Seed {other.Seed}, {other.Mode}: {failed.Name} {Number(failed.Actual)}, at most {Number(failed.Maximum)}: FAILED", ("class", "bad"));
            }
        }

        var invariants = new HtmlTable("Invariants", "comparisons", "violated", "opened in the window of removal");
        foreach (var summary in summaries)
        {
            invariants.AddRow(summary.Mode, Whole(summary.Invariants.Checks.Values.Sum()), Whole(summary.Invariants.Violations), Whole(summary.Invariants.OpenedInWindow));
        }

        invariants.Write(html);
        ImmutableArray<string> violations = [.. content.Judged.SelectMany(summary => summary.Invariants.First.Select(line => $"{(content.Seeds is null ? "" : $"seed {summary.Seed}, ")}{summary.Mode}: {line}"))];
        if (!violations.IsEmpty)
        {
            html.Element("pre", string.Join('\n', violations), ("class", "bad"));
        }
    }

    private static void Thresholds(HtmlBuilder html, ImmutableArray<ModeSummary> summaries)
    {
        if (summaries.All(summary => summary.Thresholds.IsEmpty))
        {
            html.Element("p", summaries.Any(summary => summary.Partial) ? "Thresholds were not judged: the run was stopped." : "The scenario has no thresholds.");
            return;
        }

        var table = new HtmlTable("Threshold", "measured", "at most", "");
        foreach (var summary in summaries)
        {
            table.AddSection(summary.Mode);
            foreach (var threshold in summary.Thresholds)
            {
                table.AddRow(threshold.Name, Number(threshold.Actual), Number(threshold.Maximum), threshold.Passed ? "passed" : "FAILED");
            }
        }

        table.Write(html);
    }

    private static string Number(double number) => number.ToString("#,0.######", CultureInfo.InvariantCulture);
}
