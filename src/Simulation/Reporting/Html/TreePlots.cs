using System.Collections.Immutable;
using System.Text.Json;
using static Simulation.Reporting.Figures;

namespace Simulation.Reporting.Html;

/// <summary>The ratchet trees at the end of a run.</summary>
internal static class TreePlots
{
    private static readonly ImmutableArray<string> Keys = ["nodes", "blank", "unmerged"];

    /// <summary>Blank nodes by depth, of conversation groups and of user groups; null where nobody looked.</summary>
    public static IEnumerable<Plot?> Health(ImmutableArray<ModeFile> files) =>
    [
        OfKind(files, "groups", "Blank nodes by depth, conversation groups"),
        OfKind(files, "userGroups", "Blank nodes by depth, user groups"),
    ];

    private static Plot? OfKind(ImmutableArray<ModeFile> files, string kind, string title)
    {
        ImmutableArray<ImmutableArray<JsonElement>> depths = [.. files.Select(file => (ImmutableArray<JsonElement>)[.. SummaryJson.List(file.Content, "trees", kind, "depths")])];
        int deepest = depths.Max(mode => mode.Length);
        if (deepest == 0)
        {
            return null;
        }

        double? Share(ImmutableArray<JsonElement> mode, int depth) =>
            depth < mode.Length && SummaryJson.Number(mode[depth], "nodes") is > 0 and var nodes ? 100 * SummaryJson.Number(mode[depth], "blank") / nodes : null;

        var numbers = new HtmlTable("Depth", "nodes", "blank", "unmerged leaves");
        for (var mode = 0; mode < depths.Length; mode++)
        {
            numbers.AddSection(files[mode].Mode);
            for (var depth = 0; depth < depths[mode].Length; depth++)
            {
                numbers.AddRow(Depth(depth), [.. Keys.Select(key => Whole((long)SummaryJson.Number(depths[mode][depth], key)))]);
            }
        }

        return new Plot(
            title,
            "% of the nodes at that depth",
            "At the end of the run. A blank node makes a Commit tell the nodes below it one by one; blank leaves are free places. Of a large population a sample was looked at.",
            Plot.Modes(files.Select(file => file.Mode)),
            new BarChart(title, share => $"{Svg.Number(share)} %").Grouped([.. Enumerable.Range(0, deepest).Select(depth => (Depth(depth), (ImmutableArray<double?>)[.. depths.Select(mode => Share(mode, depth))]))]),
            numbers);
    }

    private static string Depth(int depth) => depth == 0 ? "root" : $"depth {depth}";
}
