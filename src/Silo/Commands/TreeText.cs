using System.Globalization;
using Simulation.Reporting;

namespace Silo.Commands;

/// <summary>Rows about ratchet trees: what paths through them cost, and how they are at the end of a run.</summary>
internal static class TreeText
{
    /// <summary>Adds the rows to the table of totals.</summary>
    /// <param name="row">Adds a row: its name, and its cell for a mode.</param>
    public static void AddTo(Action<string, Func<ModeSummary, string>, Func<ModeSummary, long>?> row)
    {
        row("path in a group, mean / p95 ct", summary => Path(summary.Commits.Groups.Total), null);
        row("log2 N / N-1 of these", summary => Bounds(summary.Commits.Groups.Total), null);
        row("path in a user group, mean / p95", summary => Path(summary.Commits.UserGroups.Total), null);
        row("largest resolution / unmerged", summary => Health(summary.Trees?.Groups), null);
        row("the same of user groups", summary => Health(summary.Trees?.UserGroups), null);
        row("blank from the root down", summary => Blank(summary.Trees?.Groups), null);
        row("the same of user groups", summary => Blank(summary.Trees?.UserGroups), null);
    }

    private static string Path(PathSpread? path) => path is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{path.Mean:0.0} / {path.P95}");

    private static string Bounds(PathSpread? path) => path is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{path.LogN:0.0} / {path.NMinus1:0.0}");

    private static string Health(TreeResult? trees) =>
        trees is null ? "-" : $"{Figures.Whole(trees.LargestResolution)} / {Figures.Whole(trees.Depths.Sum(depth => depth.Unmerged))}";

    /// <summary>Per cent of the nodes of each depth.</summary>
    private static string Blank(TreeResult? trees) => trees is null
        ? "-"
        : $"{string.Join('/', trees.Depths.Select(depth => (100.0 * depth.Blank / Math.Max(1, depth.Nodes)).ToString("0", CultureInfo.InvariantCulture)))} %";
}
