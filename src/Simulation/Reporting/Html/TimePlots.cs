using System.Collections.Immutable;
using System.Text.Json;
using Simulation.Measuring;
using static Simulation.Reporting.Figures;

namespace Simulation.Reporting.Html;

/// <summary>Plots of times, and over time.</summary>
internal static class TimePlots
{
    private const int MostPoints = 120;
    private const double Day = 86_400;

    private static readonly ImmutableArray<(string Style, string Text)> Marks = [("", "dot: median; thick line: to p95; thin line: to the largest")];

    /// <summary>How long changes took until they were effective.</summary>
    public static Plot? Effect(ImmutableArray<ModeSummary> summaries) => Ranges(
        "Time until a change is in effect",
        "virtual time, each step a factor",
        "From the request until the last group has accepted the change, and a new device is inside. Modelled: latencies are the scenario's; time that devices spend offline is included. Of few operations the percentiles lie close to the largest.",
        [.. summaries.Select(summary => summary.Mode)],
        [
            .. TableSection.Happened(summaries)
                .Select(name => (name, (ImmutableArray<Percentiles?>)[.. summaries.Select(summary => WorkText.Comparable(summary, name).EffectiveSeconds)])),
            ("message until opened", [.. summaries.Select(summary => summary.Messages.LatencySeconds)]),
        ]);

    /// <summary>How long devices that came back took to catch up.</summary>
    public static Plot? CatchUp(ImmutableArray<ModeFile> files) => Ranges(
        "Time to catch up after being offline",
        "virtual time, each step a factor",
        "From a device's return to a mailbox that was not empty until it had handled everything that had waited.",
        [.. files.Select(file => file.Mode)],
        [("catch-up", [.. files.Select(file => CatchUp(file.Content))])]);

    /// <summary>What happened when.</summary>
    public static IEnumerable<Plot?> Timeline(ImmutableArray<ModeSummary> summaries) =>
    [
        OverTime(summaries, "Messages over time", "messages accepted", "Application messages that delivery services accepted. Both modes run the same trace: where lines differ, messages came late or were given up.", slice => slice.MessagesAccepted),
        OverTime(summaries, "Commits over time", "Commits accepted", "Commits that delivery services accepted, user groups included. The steps are the changes of the scenario; set-up and warm-up come first.", slice => slice.Commits),
    ];

    private static Percentiles? CatchUp(JsonElement summary) => SummaryJson.Find(summary, "catchUp") is { } found
        ? new Percentiles((long)SummaryJson.Number(found, "count"), SummaryJson.Number(found, "p50"), SummaryJson.Number(found, "p95"), SummaryJson.Number(found, "p99"), SummaryJson.Number(found, "max"))
        : null;

    private static Plot? Ranges(string title, string unit, string caption, ImmutableArray<string> modes, ImmutableArray<(string Label, ImmutableArray<Percentiles?> Values)> all)
    {
        ImmutableArray<(string Label, ImmutableArray<Percentiles?> Values)> rows = [.. all.Where(row => row.Values.Any(value => value is not null))];
        if (rows.IsEmpty)
        {
            return null;
        }

        var numbers = new HtmlTable("", "count", "p50", "p95", "p99", "largest");
        foreach (var (label, values) in rows)
        {
            numbers.AddSection(label);
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] is { } one)
                {
                    numbers.AddRow(modes[i], Whole(one.Count), Seconds(one.P50), Seconds(one.P95), Seconds(one.P99), Seconds(one.Maximum));
                }
            }
        }

        return new Plot(title, unit, caption, [.. Plot.Modes(modes), .. Marks], RangeChart.Draw(title, rows), numbers);
    }

    private static Plot? OverTime(ImmutableArray<ModeSummary> summaries, string title, string unit, string caption, Func<TimelineBucket, long> value)
    {
        if (summaries.All(summary => summary.Timeline.Sum(slice => value(slice.Bucket)) == 0))
        {
            return null;
        }

        double hour = RunTally.SliceMilliseconds / 1000.0;
        double end = summaries.Max(summary => summary.Timeline.Select(slice => slice.StartSeconds).DefaultIfEmpty().Max()) + hour;
        double width = Math.Max(1, Math.Ceiling(end / hour / MostPoints)) * hour;
        int points = (int)Math.Ceiling(end / width);
        ImmutableArray<ImmutableArray<long>> sums = [.. summaries.Select(summary => Sums(summary, width, points, value))];
        var numbers = new HtmlTable("Virtual days", [.. summaries.Select(summary => summary.Mode)]);
        for (var i = 0; i < points; i++)
        {
            numbers.AddRow(Svg.Number(i * width / Day), [.. sums.Select(sum => Whole(sum[i]))]);
        }

        var chart = new LineChart(title, "virtual days");
        return new Plot(
            title,
            $"{unit} in {Seconds(width)}",
            caption,
            Plot.Modes(summaries),
            chart.Draw([.. sums.Select((sum, mode) => new LineSeries(Plot.Style(mode), HasDots: false, [.. sum.SelectMany((number, i) => new[] { (i * width / Day, (double)number), ((i + 1) * width / Day, (double)number) })]))]),
            numbers);
    }

    private static ImmutableArray<long> Sums(ModeSummary summary, double width, int points, Func<TimelineBucket, long> value)
    {
        long[] sums = new long[points];
        foreach (var (start, slice) in summary.Timeline)
        {
            sums[Math.Min(points - 1, (int)(start / width))] += value(slice);
        }

        return [.. sums];
    }
}
