using System.Text.Json;
using Grains.Interfaces.Contracts;
using Silo.Commands;
using Simulation.Workload;
using Xunit;

namespace Silo.Tests.Commands;

/// <summary>Two folders with results beside each other, from the command line.</summary>
public sealed class CompareRunsTests : IDisposable
{
    private readonly TemporaryFolder _first = new();
    private readonly TemporaryFolder _second = new();

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public async Task A_difference_that_is_not_accepted_is_exit_code_99()
    {
        CommandBench bench = await WrittenAsync();

        Assert.Equal(ExitCode.ThresholdFailed, await bench.RunAsync("compare-runs", _first.Path, _second.Path, "--fail-if", "octetsSent > 5%"));

        Assert.Contains("Both runs are of the same trace", bench.Output, StringComparison.Ordinal);
        Assert.Contains("FAILED: octetsSent > 5% (multi-client +10.0 %, +10,000)", bench.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, await bench.RunAsync("compare-runs", _first.Path, _second.Path, "--fail-if", "octetsSent > 10%", "--fail-if", "conflicts > 0"));
    }

    [Fact]
    public async Task The_report_of_the_pair_is_one_file()
    {
        CommandBench bench = await WrittenAsync();
        using var folder = new TemporaryFolder();

        Assert.Equal(ExitCode.Success, await bench.RunAsync("compare-runs", _first.Path, _second.Path, "--out", folder.Path));

        Assert.Equal(["report.html"], folder.Files);
        Assert.Contains("+10.0 %", await File.ReadAllTextAsync(folder.File("report.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongUse, await bench.RunAsync("compare-runs", _first.Path, _second.Path, "--out", _first.Path, "--overwrite"));
        Assert.Contains("is one of the two runs", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_comparison_can_be_had_as_JSON()
    {
        CommandBench bench = await WrittenAsync();

        await bench.RunAsync("compare-runs", _first.Path, _second.Path, "--json");

        using JsonDocument pair = JsonDocument.Parse(bench.Output);
        Assert.True(pair.RootElement.GetProperty("sameTrace").GetBoolean());
        Assert.Contains(pair.RootElement.GetProperty("rows").EnumerateArray(), row => row.GetProperty("metric").GetString() == "octetsSent" && row.GetProperty("second").GetDouble() == 110_000);
    }

    [Fact]
    public async Task A_folder_without_results_is_wrong_use()
    {
        CommandBench bench = await WrittenAsync();
        using var empty = new TemporaryFolder();

        Assert.Equal(ExitCode.WrongUse, await bench.RunAsync("compare-runs", _first.Path, empty.Path));
        Assert.Contains("holds no results, manifest.json is missing; must be a folder that run or compare wrote with --out", bench.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongUse, await bench.RunAsync("compare-runs", _first.Path, empty.File("none")));
        Assert.Contains("there is no such folder", bench.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"schemaVersion\": 1", "has version 1 of the layout; must be 2")]
    [InlineData("nonsense", "cannot be read")]
    public async Task Another_layout_is_wrong_use(string content, string expected)
    {
        CommandBench bench = await WrittenAsync();
        string file = _second.File("tree-root/summary.json");
        string text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, text.Replace("\"schemaVersion\": 2", content, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.WrongUse, await bench.RunAsync("compare-runs", _first.Path, _second.Path));

        Assert.Contains(expected, bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_of_several_seeds_is_told_from_that_of_one()
    {
        CommandBench bench = await WrittenAsync();
        using var seeds = new TemporaryFolder();
        await bench.RunAsync("compare", "ci", "--seeds", "1,2", "--out", seeds.Path);

        Assert.Equal(ExitCode.WrongUse, await bench.RunAsync("compare-runs", _first.Path, seeds.Path));

        Assert.Contains("holds several seeds; must be the folder of one", bench.Error, StringComparison.Ordinal);
    }

    /// <summary>The second run sends a tenth more, in both modes.</summary>
    private async Task<CommandBench> WrittenAsync()
    {
        foreach (var (path, octets) in new[] { (_first.Path, 100_000L), (_second.Path, 110_000L) })
        {
            var bench = new CommandBench { Traffic = [new TrafficAccount(new TrafficKey(OperationNames.AddDevice, Phase.Measured, "commit", LinkClass.DeviceToService), 1, octets, 0, 0)] };
            Assert.Equal(ExitCode.Success, await bench.RunAsync("compare", "ci", "--out", path));
        }

        return new CommandBench();
    }
}
