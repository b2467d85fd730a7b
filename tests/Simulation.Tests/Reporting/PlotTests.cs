using System.Collections.Immutable;
using System.Text.Json;
using Simulation.Reporting;
using Simulation.Reporting.Html;
using Xunit;

namespace Simulation.Tests.Reporting;

/// <summary>Plots show what was measured, where it was measured.</summary>
public sealed class PlotTests
{
    private static readonly ImmutableArray<ModeFile> Measured =
    [
        File("multi-client", """
            {"commits":{"groups":{"byLeaves":[{"leaves":8,"count":4,"mean":4.5,"p50":4,"p95":6,"max":7,"logN":3,"nMinus1":7},{"leaves":16,"count":2,"mean":9,"p50":9,"p95":10,"max":10,"logN":4,"nMinus1":15}]}},
             "catchUp":{"count":12,"items":30,"p50":0.5,"p90":2,"p95":3,"p99":4,"max":61},
             "trees":{"groups":{"trees":2,"members":5,"largestResolution":3,"depths":[{"nodes":2,"blank":0,"unmerged":0},{"nodes":4,"blank":1,"unmerged":2}]},"userGroups":null}}
            """),
        File("tree-root", """{"commits":{"groups":{"byLeaves":[{"leaves":4,"count":4,"mean":2,"p50":2,"p95":2,"max":3,"logN":2,"nMinus1":3}]}},"catchUp":null,"trees":null}"""),
    ];

    [Fact]
    public void Ciphertexts_of_paths_stand_beside_log_n_and_n_minus_1()
    {
        string plot = Html(CommitPlots.Paths(Measured));

        Assert.Contains("HPKE ciphertexts of a Commit&#39;s path (ciphertexts on average)", plot, StringComparison.Ordinal);
        Assert.Equal(3, Count(plot, "<circle"));
        Assert.Contains("curve guide\"", plot, StringComparison.Ordinal);
        Assert.Contains("curve guide2\"", plot, StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\">4.5</td>", plot, StringComparison.Ordinal);
    }

    [Fact]
    public void Blank_nodes_are_a_share_of_the_nodes_at_their_depth()
    {
        Plot[] plots = [.. TreePlots.Health(Measured).OfType<Plot>()];

        string plot = Html(Assert.Single(plots));
        Assert.Contains("depth 1: 25 %", plot, StringComparison.Ordinal);
        Assert.Contains("root: 0 %", plot, StringComparison.Ordinal);
    }

    [Fact]
    public void Catching_up_is_shown_where_somebody_came_back()
    {
        string plot = Html(TimePlots.CatchUp(Measured));

        Assert.Contains("median 0.50 s, p95 3.00 s, largest 61.00 s", plot, StringComparison.Ordinal);
        Assert.Equal(1, Count(plot, "<circle"));
    }

    [Fact]
    public void What_nobody_measured_has_no_plot()
    {
        ImmutableArray<ModeFile> old = [File("multi-client", "{}"), File("tree-root", """{"commits":{"groups":{"byLeaves":[]}},"catchUp":null,"trees":{"groups":null,"userGroups":null}}""")];

        Assert.Null(CommitPlots.Paths(old));
        Assert.Null(TimePlots.CatchUp(old));
        Assert.Empty(TreePlots.Health(old).OfType<Plot>());
    }

    [Theory]
    [InlineData(0.9, 5)]
    [InlineData(7, 4)]
    [InlineData(1234, 3)]
    [InlineData(0, 6)]
    public void An_axis_has_a_few_round_numbers_within_its_bounds(double maximum, int expected)
    {
        Axis axis = Axis.Linear(0, 100, maximum);

        ImmutableArray<double> ticks = axis.Ticks();

        Assert.Equal(expected, ticks.Length);
        Assert.All(ticks, tick => Assert.InRange(axis.At(tick), 0, 100.1));
    }

    private static ModeFile File(string mode, string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return new ModeFile(mode, document.RootElement.Clone());
    }

    private static string Html(Plot? plot)
    {
        var html = new HtmlBuilder();
        Assert.NotNull(plot);
        plot.Write(html);
        return html.ToString();
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
