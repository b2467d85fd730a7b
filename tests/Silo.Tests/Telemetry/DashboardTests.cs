using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using TestKit;
using Xunit;

namespace Silo.Tests.Telemetry;

/// <summary>The dashboard of Grafana shows what a silo serves.</summary>
[Collection(MeasuredRuns.Name)]
public sealed class DashboardTests(MeasuredRun run)
{
    /// <summary>What Prometheus adds by itself to every target.</summary>
    private static readonly string[] OfPrometheus = ["up"];

    private static string Path => System.IO.Path.Combine(Repository.Root, "dashboards", "grafana", "mls-sim.json");

    [Fact]
    public void Every_metric_that_a_panel_asks_for_is_one_that_a_silo_serves()
    {
        string[] asked = [.. Expressions().SelectMany(MetricsOf).Distinct().Except(OfPrometheus).Order(StringComparer.Ordinal)];

        Assert.True(asked.Length > 30, $"{asked.Length} metrics");
        Assert.Empty(asked.Except(Served()));
    }

    [Fact]
    public void Every_label_that_a_panel_asks_for_is_one_that_its_metric_has()
    {
        Dictionary<string, HashSet<string>> labels = run.During.Concat(run.After)
            .SelectMany(family => family.Samples)
            .GroupBy(sample => sample.Name)
            .ToDictionary(samples => samples.Key, samples => samples.SelectMany(sample => sample.Labels.Keys).ToHashSet());
        var missing =
            from expression in Expressions()
            from Match selector in Pattern.Matches(expression, @"(?<name>[a-z_:]+)\{(?<matchers>[^}]*)\}")
            where labels.ContainsKey(selector.Groups["name"].Value)
            from Match label in Pattern.Matches(selector.Groups["matchers"].Value, "(?<label>[a-z_]+)=")
            where !labels[selector.Groups["name"].Value].Contains(label.Groups["label"].Value)
            select $"{selector.Groups["name"].Value} has no label {label.Groups["label"].Value}";

        Assert.Empty(missing.Distinct());
    }

    [Fact]
    public void The_metrics_of_an_expression_are_found() => Assert.Equal(
        ["a_total", "b_bucket", "c", "d"],
        MetricsOf("histogram_quantile($percentile, sum by (le, mode) (rate(b_bucket{mode=~\"$mode\"}[$__rate_interval]))) / ignoring (role) group_left sum by (x) (a_total or c * 0) + d").Order());

    [Fact]
    public void The_dashboard_has_its_six_rows_and_no_panel_twice()
    {
        using JsonDocument dashboard = Dashboard();
        JsonElement[] panels = [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()];

        Assert.Equal(
            ["Verdict", "Load", "Cost", "Tree health", "Security", "Delivery service and runtime"],
            panels.Where(panel => panel.GetProperty("type").GetString() == "row").Select(panel => panel.GetProperty("title").GetString()));
        Assert.Equal(panels.Length, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.Equal(panels.Length, panels.Select(panel => panel.GetProperty("title").GetString()).Distinct().Count());
    }

    private static JsonDocument Dashboard() => JsonDocument.Parse(File.ReadAllText(Path));

    /// <summary>Everything that the dashboard asks Prometheus, its variables included.</summary>
    private static IEnumerable<string> Expressions()
    {
        using JsonDocument dashboard = Dashboard();
        string[] ofPanels =
        [
            .. from panel in dashboard.RootElement.GetProperty("panels").EnumerateArray()
               where panel.TryGetProperty("targets", out _)
               from target in panel.GetProperty("targets").EnumerateArray()
               select target.GetProperty("expr").GetString()!,
        ];
        string[] ofVariables =
        [
            .. from variable in dashboard.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray()
               where variable.GetProperty("type").GetString() == "query"
               select Pattern.Replace(variable.GetProperty("definition").GetString()!, @"^label_values\((?<metric>[a-z_]+), [a-z_]+\)$", "${metric}"),
        ];
        return [.. ofPanels, .. ofVariables];
    }

    /// <summary>Words that are neither functions nor keywords, outside of braces, brackets and lists of labels.</summary>
    private static IEnumerable<string> MetricsOf(string expression)
    {
        string bare = Pattern.Replace(expression, @"\{[^}]*\}|\[[^\]]*\]|\b(by|without|on|ignoring)\s*\([^)]*\)|\$[a-z_]+", " ");
        return Pattern.Matches(bare, @"\b[a-z_:][a-z0-9_:]*\b(?!\s*\()").Select(match => match.Value)
            .Except(["and", "or", "unless", "by", "without", "on", "ignoring", "group_left", "group_right", "sum", "max", "min", "avg"]);
    }

    private HashSet<string> Served() => [.. run.During.Concat(run.After).SelectMany(family => family.Samples).Select(sample => sample.Name)];
}
