using System.Text.Json;
using Grains.Interfaces.Contracts;
using Silo.Commands;
using Simulation.Workload;
using Xunit;

namespace Silo.Tests.Commands;

/// <summary>A scenario with several seeds, from the command line.</summary>
public sealed class SeedsTests
{
    private static readonly int[] Seeds = [1, 2, 5];

    [Fact]
    public async Task Each_seed_has_a_folder_and_what_belongs_to_all_is_above()
    {
        using var folder = new TemporaryFolder();
        CommandBench bench = Bench();

        Assert.Equal(ExitCode.Success, await bench.RunAsync("compare", "ci", "--seeds", "1..2,5", "--out", folder.Path));

        string[] all = ["comparison.json", "report.html"];
        string[] one = ["manifest.json", "multi-client/summary.json", "operations.csv", "report.html", "timeline.csv", "tree-root/summary.json"];
        Assert.Equal(
            [.. all.Concat(Seeds.SelectMany(seed => one.Select(file => $"seed-{seed}/{file}"))).Order(StringComparer.Ordinal)],
            folder.Files);
        Assert.Equal([1, 1, 2, 2, 5, 5], bench.Requests.Select(request => request.Trace.Seed));
        Assert.Contains("\"seed\": 5", await File.ReadAllTextAsync(folder.File("seed-5/manifest.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        string report = await File.ReadAllTextAsync(folder.File("report.html"), TestContext.Current.CancellationToken);
        Assert.Contains("--seeds 1,2,5", report, StringComparison.Ordinal);
        Assert.Contains("<h2>Over several seeds</h2>", report, StringComparison.Ordinal);
        Assert.Contains("Over 3 seeds; same work in every mode.\nLess sent: multi-client, +", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_says_which_seed_of_how_many()
    {
        CommandBench bench = Bench();
        bench.IsInteractive = true;

        await bench.RunAsync("compare", "ci", "--seeds", "3,4");

        Assert.Contains("seed 2/2 1/2 ", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_keeps_the_seeds_that_are_done()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        CommandBench bench = Bench();
        bench.Stop = stop.Token;
        bench.TrafficOf = request =>
        {
            if (request.Trace.Seed == 2)
            {
                bench.Drained = false;
                stop.Cancel();
            }

            return [Traffic(100)];
        };

        Assert.Equal(ExitCode.Stopped, await bench.RunAsync("compare", "ci", "--seeds", "1..9", "--out", folder.Path));

        Assert.Contains("comparison.json", folder.Files);
        Assert.Contains("seed-1/tree-root/summary.json", folder.Files);
        Assert.DoesNotContain(Directory.EnumerateDirectories(folder.Path), inner => inner.EndsWith("seed-3", StringComparison.Ordinal));
        Assert.Contains("Over 1 seed, 8 more not run to the end", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_threshold_that_fails_in_one_seed_fails_and_is_said()
    {
        CommandBench bench = Bench();

        Assert.Equal(ExitCode.ThresholdFailed, await bench.RunAsync("run", "ci", "--mode", "tree-root", "--seeds", "1,2", "--set", "thresholds.skippedOperations=0"));

        Assert.Contains("FAILED: seed 2: tree-root: skippedOperations", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_comparison_can_be_had_as_JSON()
    {
        CommandBench bench = Bench();

        await bench.RunAsync("compare", "ci", "--seeds", "1,2", "--json");

        using JsonDocument comparison = JsonDocument.Parse(bench.Output);
        Assert.Equal([1, 2], comparison.RootElement.GetProperty("compared").EnumerateArray().Select(seed => seed.GetInt32()));
    }

    [Theory]
    [InlineData("x", "must be whole numbers and ranges, such as 1..20 or 1,2,5, at most 1000")]
    [InlineData("5..1", "must be whole numbers and ranges")]
    [InlineData("1..2000", "must be whole numbers and ranges")]
    [InlineData("1..3,2", "seed 2 is there twice")]
    public async Task Wrong_seeds_name_what_is_allowed(string seeds, string expected)
    {
        CommandBench bench = Bench();

        Assert.Equal(ExitCode.WrongUse, await bench.RunAsync("compare", "ci", "--seeds", seeds));

        Assert.Contains(expected, bench.Error, StringComparison.Ordinal);
        Assert.Empty(bench.Requests);
    }

    [Fact]
    public async Task One_seed_and_several_do_not_go_together()
    {
        CommandBench bench = Bench();

        Assert.Equal(ExitCode.WrongUse, await bench.RunAsync("compare", "ci", "--seeds", "1,2", "--seed", "3"));

        Assert.Contains("does not go with --seed", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_seeds_that_are_there_are_not_mixed_in()
    {
        using var folder = new TemporaryFolder();
        await Bench().RunAsync("compare", "ci", "--seeds", "1,2", "--out", folder.Path);
        CommandBench bench = Bench();

        Assert.Equal(ExitCode.WrongUse, await bench.RunAsync("compare", "ci", "--seeds", "2,3", "--out", folder.Path, "--overwrite"));

        Assert.Contains("seed-1 is not of these seeds", bench.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, await Bench().RunAsync("compare", "ci", "--seeds", "1,2", "--out", folder.Path, "--overwrite"));
    }

    /// <summary>tree-root sends more than multi-client, in every seed by another amount.</summary>
    private static CommandBench Bench() => new() { TrafficOf = request => [Traffic(request.Mode == "multi-client" ? 100_000 : 200_000 + (1000 * request.Trace.Seed))] };

    private static TrafficAccount Traffic(long octets) => new(new TrafficKey(OperationNames.AddDevice, Phase.Measured, "commit", LinkClass.DeviceToService), 1, octets, 0, 0);
}
