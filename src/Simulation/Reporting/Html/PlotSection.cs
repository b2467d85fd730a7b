using System.Collections.Immutable;

namespace Simulation.Reporting.Html;

/// <summary>The plots of a run; those for which nothing was measured are left out.</summary>
internal static class PlotSection
{
    public static void Write(HtmlBuilder html, ImmutableArray<ModeSummary> summaries)
    {
        html.Element("h2", "Plots");
        ImmutableArray<ModeFile> files = [.. summaries.Select(ModeFile.Of)];
        ImmutableArray<Plot?> plots =
        [
            OperationPlots.Octets(summaries),
            OperationPlots.PublicKey(summaries),
            CommitPlots.Paths(files),
            TimePlots.Effect(summaries),
            .. TreePlots.Health(files),
            OperationPlots.Conflicts(summaries),
            TimePlots.CatchUp(files),
            .. TimePlots.Timeline(summaries),
        ];
        foreach (var plot in plots.OfType<Plot>())
        {
            plot.Write(html);
        }
    }
}
