using System.Collections.Immutable;
using static Simulation.Reporting.Figures;

namespace Simulation.Reporting.Html;

/// <summary>The top of a report: what it is of, and the answer.</summary>
internal static class AnswerSection
{
    private static readonly ImmutableArray<string> Leads = ["Less ", "As much ", "No "];

    public static void Write(HtmlBuilder html, ReportContent content)
    {
        ImmutableArray<ModeSummary> summaries = content.Summaries;
        html.Element("h1", content.Heading);
        html.Element("p", $"{string.Join(" against ", content.Manifest.Modes)}; {content.Manifest.Started[..Math.Min(10, content.Manifest.Started.Length)]}, mls-sim {content.Manifest.Version}", ("class", "soft"));
        html.Open("div", ("class", "badges"));
        foreach (var (style, text) in Badges(content))
        {
            html.Element("span", text, ("class", $"badge {style}"));
        }

        html.Close("div");
        Lines(html, content.Answer);
        if (summaries.Length == 0)
        {
            return;
        }

        void Tile(string name, Func<ModeSummary, string> value)
        {
            html.Open("div", ("class", "tile")).Element("b", name);
            for (var i = 0; i < summaries.Length; i++)
            {
                html.Open("div").Open("span", ("class", $"key {Plot.Style(i)}")).Close("span").Text($"{summaries[i].Mode} {value(summaries[i])}").Close("div");
            }

            html.Close("div");
        }

        string PerDay(long octets) => Octets((long)Math.Round(Answer.PerDeviceAndDay(summaries, octets)));
        if (content.Seeds is not null)
        {
            html.Element("p", $"Of the first seed, {content.Manifest.Seed}:", ("class", "soft"));
        }

        html.Open("div", ("class", "tiles"));
        Tile("Sent per device and day", summary => PerDay(summary.Totals[TotalResults.Everything].OctetsSent));
        Tile("Delivered per device and day", summary => PerDay(summary.Totals[TotalResults.Everything].OctetsDelivered));
        Tile("Public-key operations", summary => Short(summary.Totals[TotalResults.Everything].PublicKeyOperations));
        Tile("Change in effect, p95", summary => Seconds(summary.EffectiveSeconds?.P95));
        html.Close("div");
    }

    /// <summary>The answer; a page breaks lines by itself.</summary>
    internal static void Lines(HtmlBuilder html, ImmutableArray<string> lines)
    {
        html.Open("div", ("class", "answer"));
        foreach (var line in Joined(lines))
        {
            bool isReason = line.StartsWith(' ');
            bool leads = Leads.Any(beginning => line.StartsWith(beginning, StringComparison.Ordinal));
            html.Element("p", line.Trim(), ("class", isReason ? "more" : leads ? "lead" : ""));
        }

        html.Close("div");
    }

    /// <summary>Lines of a terminal that are set in go on with the line before, but for those that give the reasons.</summary>
    private static ImmutableArray<string> Joined(ImmutableArray<string> lines)
    {
        var joined = ImmutableArray.CreateBuilder<string>();
        foreach (var line in lines)
        {
            if (joined.Count > 0 && line.StartsWith("  ", StringComparison.Ordinal) && !line.StartsWith("  changes ", StringComparison.Ordinal))
            {
                joined[^1] = $"{joined[^1]} {line.Trim()}";
            }
            else
            {
                joined.Add(line);
            }
        }

        return joined.ToImmutable();
    }

    private static IEnumerable<(string Style, string Text)> Badges(ReportContent content)
    {
        ImmutableArray<ModeSummary> summaries = content.Judged;
        if (content.Manifest.Partial)
        {
            yield return ("bad", "PARTIAL: stopped before its end");
        }

        if (summaries.Any(summary => summary.Comparison is not null))
        {
            yield return WorkText.IsSame(summaries) ? ("good", "same work in every mode") : ("bad", "UNEQUAL WORK");
        }

        ImmutableArray<ThresholdResult> thresholds = [.. summaries.SelectMany(summary => summary.Thresholds)];
        if (!thresholds.IsEmpty)
        {
            int failed = thresholds.Count(threshold => !threshold.Passed);
            yield return failed == 0 ? ("good", "all thresholds passed") : ("bad", $"{failed} of {thresholds.Length} thresholds FAILED");
        }

        long violations = summaries.Sum(summary => summary.Invariants.Violations);
        yield return violations > 0 ? ("bad", $"{Whole(violations)} invariant violations")
            : summaries.Any(summary => summary.Partial) || summaries.IsEmpty ? ("", "invariants not fully judged")
            : ("good", "all invariants held");
    }
}
