using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Simulation.Reporting.Html;

/// <summary>What the paths of Commits cost, beside what a tree's size alone says.</summary>
internal static class CommitPlots
{
    private static readonly ImmutableArray<string> Keys = ["count", "mean", "p50", "p95", "max", "logN", "nMinus1"];

    /// <summary>Ciphertexts of a path over the number of leaves; null where nobody counted.</summary>
    public static Plot? Paths(ImmutableArray<ModeFile> files)
    {
        ImmutableArray<ImmutableArray<JsonElement>> rows = [.. files.Select(file => (ImmutableArray<JsonElement>)[.. SummaryJson.List(file.Content, "commits", "groups", "byLeaves")])];
        if (rows.All(row => row.IsEmpty))
        {
            return null;
        }

        ImmutableArray<LineSeries> series =
        [
            new("guide", HasDots: false, Points(rows, "logN")),
            new("guide2", HasDots: false, Points(rows, "nMinus1")),
            .. rows.Select((row, mode) => new LineSeries(Plot.Style(mode), HasDots: true, Points([row], "mean"))),
        ];
        var numbers = new HtmlTable("Leaves, at most", "Commits", "mean", "p50", "p95", "largest", "log2 n", "n - 1");
        for (var mode = 0; mode < rows.Length; mode++)
        {
            numbers.AddSection(files[mode].Mode);
            foreach (var row in rows[mode])
            {
                numbers.AddRow(Number(row, "leaves"), [.. Keys.Select(key => Number(row, key))]);
            }
        }

        const string Title = "HPKE ciphertexts of a Commit's path";
        return new Plot(
            Title,
            "ciphertexts on average",
            "Dots are what Commits in conversation groups really carried, by size of the tree. At the dashed line, log2 n, trees are full; at the dotted one, n - 1, they are blank and the committer tells each leaf by itself. Both axes go by factors.",
            [.. Plot.Modes(files.Select(file => file.Mode)), ("", "dashed: log2 n; dotted: n - 1")],
            new LineChart(Title, "leaves of the tree, at most").DrawByFactors(series),
            numbers);
    }

    private static ImmutableArray<(double X, double Y)> Points(ImmutableArray<ImmutableArray<JsonElement>> rows, string key) =>
    [
        .. rows.SelectMany(row => row)
            .GroupBy(row => SummaryJson.Number(row, "leaves"))
            .OrderBy(group => group.Key)
            .Select(group => (group.Key, group.Average(row => SummaryJson.Number(row, key)))),
    ];

    private static string Number(JsonElement row, string key) => SummaryJson.Number(row, key).ToString("#,0.##", CultureInfo.InvariantCulture);
}
