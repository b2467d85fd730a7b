using System.Collections.Immutable;
using Simulation.Reporting.Pairs;
using static Simulation.Reporting.Figures;

namespace Simulation.Reporting.Html;

/// <summary>The report of two runs beside each other.</summary>
public static class PairPage
{
    /// <summary>Writes it.</summary>
    public static string Of(RunResult first, RunResult second, RunPair pair)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(pair);
        return ReportPage.Of($"{pair.First} and {pair.Second}", html =>
        {
            html.Element("h1", "Two runs beside each other").Element("p", $"First: {pair.First}. Second: {pair.Second}.", ("class", "soft"));
            AnswerSection.Lines(html, pair.Lines);
            html.Element("h2", "What was compared");
            Runs(html, first, second);
            html.Element("h3", "What is not alike");
            html.Open("ul");
            foreach (var line in pair.Unlike.DefaultIfEmpty("Nothing in the scenario, the version and the modes."))
            {
                html.Element("li", line);
            }

            html.Close("ul");
            html.Element("h2", "First beside second");
            Rows(pair).Write(html);
            html.Element("h2", "Plots");
            Plot(pair, "Octets", "octets", octets => Octets((long)octets)).Write(html);
            Plot(pair, "Times", "seconds", seconds => Seconds(seconds)).Write(html);
        });
    }

    private static void Runs(HtmlBuilder html, RunResult first, RunResult second)
    {
        var table = new HtmlTable("", "first", "second");
        void Fact(string name, Func<RunResult, string> value) => table.AddRow(name, value(first), value(second));
        Fact("folder", run => run.Name);
        Fact("scenario", run => run.Scenario);
        Fact("seed", run => run.Seed);
        Fact("version", run => run.Version);
        Fact("digest of the trace", run => run.TraceDigest);
        Fact("partial", run => run.IsPartial ? "yes" : "no");
        foreach (var mode in first.Modes.Keys.Union(second.Modes.Keys))
        {
            Fact($"digest of {mode}", run => run.Modes.TryGetValue(mode, out System.Text.Json.JsonElement summary) ? Json.Text(summary, "digest") : "not run");
        }

        html.Open("div", ("class", "facts"));
        table.Write(html);
        html.Close("div");
    }

    private static HtmlTable Rows(RunPair pair)
    {
        var table = new HtmlTable("", "first", "second", "difference", "");
        foreach (var mode in pair.Rows.GroupBy(row => row.Mode))
        {
            table.AddSection(mode.Key);
            foreach (var row in mode)
            {
                bool failed = pair.Failures.Any(failure => failure.Mode == row.Mode && PairCondition.Parse(failure.Condition).Metric == row.Metric);
                table.AddRow(row.Metric, PairFigures.Show(row, row.First), PairFigures.Show(row, row.Second), PairText.Change(row), failed ? "FAILED" : "");
            }
        }

        return table;
    }

    private static Plot Plot(RunPair pair, string title, string unit, Func<double, string> show)
    {
        ImmutableArray<PairRow> rows = [.. pair.Rows.Where(row => row.Unit == unit && row.Metric is not ("wallSeconds" or "heapOctetsPerDevice"))];
        var numbers = new HtmlTable("", "first", "second");
        foreach (var row in rows)
        {
            numbers.AddRow($"{row.Mode}, {row.Metric}", PairFigures.Show(row, row.First), PairFigures.Show(row, row.Second));
        }

        return new Plot(
            title,
            unit,
            "For each mode and number, the first run above the second one.",
            [(Html.Plot.Style(0), "first"), (Html.Plot.Style(1), "second")],
            new BarChart(title, show).Grouped([.. rows.Select(row => ($"{row.Mode}: {Short(row.Metric)}", (ImmutableArray<double?>)[row.First, row.Second]))]),
            numbers);
    }

    /// <summary>Names have room for some thirty letters beside a bar.</summary>
    private static string Short(string metric) => metric
        .Replace("octets", "", StringComparison.Ordinal).Replace("Seconds", "", StringComparison.Ordinal).Replace("WithoutMessages", ", changes", StringComparison.Ordinal)
        .Replace("ForKeyPackages", ", packages", StringComparison.Ordinal).ToLowerInvariant();
}
