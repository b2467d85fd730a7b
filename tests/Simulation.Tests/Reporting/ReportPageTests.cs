using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Simulation.Measuring;
using Simulation.Reporting;
using Simulation.Reporting.Html;
using Xunit;
using static Simulation.Tests.Reporting.SummarySamples;

namespace Simulation.Tests.Reporting;

/// <summary>A report is one file that needs nothing else, and shows names as they are.</summary>
public sealed class ReportPageTests
{
    private const string Hostile = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly ImmutableArray<string> Names = ["multi-client", "tree-root"];

    [Fact]
    public void Parts_come_in_their_order()
    {
        string page = Page(Two());

        string[] headings = [.. Regex.Matches(page, "<h2>(?<text>[^<]*)</h2>", RegexOptions.ExplicitCapture, Patience).Select(match => match.Groups["text"].Value)];
        Assert.Equal(["Configuration", "Verdict and thresholds", "Mode beside mode", "Plots", "How to reproduce it"], headings);
        Assert.True(page.IndexOf("Less sent: multi-client", StringComparison.Ordinal) < page.IndexOf("<h2>Configuration", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_loaded_from_anywhere_and_no_script_runs()
    {
        string page = Page(Two());

        Assert.StartsWith(ReportPage.Beginning, page, StringComparison.Ordinal);
        Assert.Contains("content=\"default-src 'none'; style-src 'unsafe-inline'", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script|<link|<iframe|@import|url\\(| src=| href=", page);
        Assert.Equal(["http://www.w3.org/2000/svg"], Regex.Matches(page, "https?://[^\"' <]*", RegexOptions.None, Patience).Select(match => match.Value).Distinct());
    }

    [Fact]
    public void Hostile_names_are_text()
    {
        ImmutableArray<ModeSummary> summaries =
        [
            .. Two().Select(summary => summary with
            {
                Scenario = Hostile,
                Suite = Hostile,
                Digest = Hostile,
                Thresholds = [new ThresholdResult(Hostile, 1, 2, false)],
                Invariants = summary.Invariants with { Violations = 1, First = [Hostile] },
            }),
        ];
        RunManifest manifest = Manifest() with
        {
            Version = Hostile,
            TraceDigest = Hostile,
            Overrides = [$"--set {Hostile}=1"],
            Failure = Hostile,
            Machine = new MachineInfo(Hostile, Hostile, 1, Hostile),
            Scenario = Json(new Dictionary<string, object> { ["name"] = Hostile, ["story"] = Hostile, ["sourced"] = new[] { Hostile }, ["assumptions"] = new[] { Hostile }, ["policies"] = new Dictionary<string, string> { [Hostile] = Hostile } }),
        };

        string page = ReportPage.Of(new ReportContent(Hostile, [Hostile, $"  {Hostile}"], manifest with { Modes = [Hostile] }, summaries));

        Assert.DoesNotMatch("<script|<img", page);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;img src=x", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_plot_has_a_title_with_its_unit_a_legend_a_caption_and_its_numbers()
    {
        ImmutableArray<ModeSummary> summaries = [.. Two().Select(summary => summary with { Timeline = [(0, Slice(3)), (7200, Slice(5))] })];

        string page = Page(summaries);

        string[] figures = [.. Regex.Matches(page, "<figure>.*?</figure>", RegexOptions.Singleline, Patience).Select(match => match.Value)];
        Assert.Equal(6, figures.Length);
        Assert.All(figures, figure =>
        {
            Assert.Matches("^<figure><h3>[^<]+ \\([^<]+\\)</h3>", figure);
            Assert.Matches("<svg [^>]*role=\"img\" aria-label=\"[^\"]+\"", figure);
            Assert.Matches("<p class=\"legend\"><span>", figure);
            Assert.Matches("<figcaption>[^<]{40,}</figcaption>", figure);
            Assert.Matches("<details><summary>The numbers</summary>\\s*<div class=\"scroll\"><table>", figure);
        });
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_the_tables_are_those_of_the_summaries_with_their_difference()
    {
        string page = Regex.Replace(Page(Two()), "\\s*<[^>]*>\\s*", "|", RegexOptions.None, Patience);

        Assert.Matches(@"\|everything\|+2,000 B\|+3,600 B\|+\+80.0 %\|", page);
        Assert.Matches(@"\|KeyPackages\|+500 B\|+100 B\|+-80.0 %\|", page);
    }

    [Fact]
    public void Unequal_work_has_no_differences_of_sums()
    {
        ImmutableArray<ModeSummary> unequal = Compared((Of("multi-client"), 1), (Of("tree-root", changes: 9000), 0));

        string page = Page(unequal);

        Assert.Contains("UNEQUAL WORK", page, StringComparison.Ordinal);
        Assert.Contains("not compared", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Less sent", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_run_that_was_stopped_says_so(int modes)
    {
        ImmutableArray<ModeSummary> summaries = [.. Names.Take(modes).Select(mode => Of(mode) with { Partial = true, EffectiveSeconds = null })];

        string page = ReportPage.Of(new ReportContent("stopped", Answer.Lines(summaries, null), Manifest() with { Partial = true }, summaries));

        Assert.Contains("PARTIAL: stopped before its end", page, StringComparison.Ordinal);
        Assert.Equal(2 - modes, Regex.Count(page, "(multi-client|tree-root): not run", RegexOptions.ExplicitCapture, Patience));
    }

    [Fact]
    public void The_command_line_gives_the_same_run_again_and_is_quoted_for_a_shell()
    {
        RunManifest manifest = Manifest() with { Overrides = ["--set a.b=it's", "--seed 7"], Seed = 7 };

        Assert.Equal("mls-sim compare sample --set 'a.b=it'\\''s' --seed 7", ReproduceSection.Command(new ReportContent("", [], manifest, Two())));
        Assert.Equal("mls-sim run sample --mode tree-root --seed 1", ReproduceSection.Command(new ReportContent("", [], Manifest() with { Modes = ["tree-root"] }, Two())));
    }

    private static ImmutableArray<ModeSummary> Two() => Compared((Of("multi-client", changes: 1000, packages: 500), 0), (Of("tree-root", changes: 3000, packages: 100), 0));

    private static string Page(ImmutableArray<ModeSummary> summaries) => ReportPage.Of(new ReportContent("sample, seed 1", Answer.Lines(summaries, Facts), Manifest(), summaries));

    private static TimelineBucket Slice(long number) => new() { MessagesAccepted = number, Commits = number };

    private static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value);

    private static RunManifest Manifest() => new()
    {
        Version = "1.0",
        Started = "2026-01-02T03:04:05Z",
        Seed = 1,
        Modes = ["multi-client", "tree-root"],
        Silos = 1,
        Threads = 0,
        Entropy = "seeded",
        Overrides = [],
        Partial = false,
        TraceDigest = "t1",
        Machine = new MachineInfo("Linux", "X64", 2, ".NET"),
        Scenario = Json(new Dictionary<string, object> { ["name"] = "sample", ["story"] = "A story." }),
    };
}
