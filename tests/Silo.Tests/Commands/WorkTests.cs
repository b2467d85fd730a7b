using System.Text.Json;
using Grains.Interfaces.Contracts;
using Silo.Commands;
using Simulation.Driving;
using Simulation.Workload;
using Xunit;

namespace Silo.Tests.Commands;

/// <summary>Whether modes did the same work is said before what it cost them.</summary>
public sealed class WorkTests
{
    [Fact]
    public async Task Equal_work_is_said_to_be_equal()
    {
        var bench = new CommandBench { Traffic = [Traffic(24_690)] };

        Assert.Equal(ExitCode.Success, await bench.RunAsync("compare", "ci", "--set", "thresholds.missedOperations=0"));

        Assert.Matches(@"\n\nSAME WORK: [\d,]+ of [\d,]+ operations were done in every mode", bench.Output);
        Assert.Contains("passed: multi-client: missedOperations 0 (at most 0)", bench.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("UNEQUAL", bench.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not compared", bench.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("mislead", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unequal_work_is_said_first_in_the_rows_and_in_the_verdict()
    {
        CommandBench bench = Unequal();

        Assert.Equal(ExitCode.Success, await bench.RunAsync("compare", "ci"));

        string output = Words(bench.Output);
        int statement = output.IndexOf("UNEQUAL WORK: of ", StringComparison.Ordinal);
        Assert.InRange(statement, 0, output.IndexOf("passed: ", StringComparison.Ordinal));
        Assert.Contains("given up in multi-client, done in another mode: 1 operation (1 add-device)", output, StringComparison.Ordinal);
        Assert.Contains("multi-client gave up 1 ", output, StringComparison.Ordinal);
        Assert.Contains("given up, done elsewhere 1 0 ", output, StringComparison.Ordinal);
        Assert.Contains("not compared", output, StringComparison.Ordinal);
        Assert.Contains("everything: octets same; public-key operations same No winner: unequal work. multi-client gave up 1, done in another mode.", output, StringComparison.Ordinal);
        string verdict = output[output.LastIndexOf("UNEQUAL WORK: multi-client gave up 1 operation (1 add-device) done in another mode", StringComparison.Ordinal)..];
        Assert.Contains("even so its sums mislead", verdict, StringComparison.Ordinal);
        Assert.Contains("tree-root against multi-client", verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_by_operation_are_of_the_operations_done_in_every_mode()
    {
        CommandBench bench = Unequal();

        await bench.RunAsync("compare", "ci", "--json");

        using JsonDocument summaries = JsonDocument.Parse(bench.Output);
        JsonElement[] modes = [.. summaries.RootElement.EnumerateArray()];
        Assert.All(modes, mode => Assert.False(mode.GetProperty("comparison").GetProperty("sameWork").GetBoolean()));
        Assert.Equal("""{"add-device":1}""", JsonSerializer.Serialize(modes[0].GetProperty("comparison").GetProperty("missed")));
        Assert.Equal("{}", JsonSerializer.Serialize(modes[1].GetProperty("comparison").GetProperty("missed")));
        Assert.Equal([100, 12_345], modes.Select(mode => mode.GetProperty("operations").GetProperty("add-device").GetProperty("octetsSent").GetInt32()));
        Assert.All(modes, mode =>
        {
            JsonElement shared = mode.GetProperty("comparison").GetProperty("shared").GetProperty("operations").GetProperty("add-device");
            Assert.Equal(mode.GetProperty("operations").GetProperty("add-device").GetProperty("count").GetInt32() - 1, shared.GetProperty("count").GetInt32());
            Assert.Equal(100, shared.GetProperty("octetsSent").GetInt32());
        });
    }

    [Fact]
    public async Task What_one_mode_cannot_do_can_be_a_threshold()
    {
        CommandBench bench = Unequal();

        Assert.Equal(ExitCode.ThresholdFailed, await bench.RunAsync("compare", "ci", "--set", "thresholds.missedOperations=0"));

        Assert.Contains("FAILED: multi-client: missedOperations 1 (at most 0)", bench.Output, StringComparison.Ordinal);
        Assert.Contains("passed: tree-root: missedOperations 0 (at most 0)", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mode_alone_is_compared_with_nothing()
    {
        CommandBench bench = Unequal();

        await bench.RunAsync("run", "ci", "--mode", "multi-client");

        Assert.DoesNotContain("WORK", bench.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("COMPARED", bench.Output, StringComparison.Ordinal);
    }

    /// <summary>multi-client gives the first add-device up; it costs 100 octets for the rest of them, as tree-root does without that one.</summary>
    private static CommandBench Unequal()
    {
        static Operation First(RunRequest request)
        {
            TraceEvent add = request.Trace.Events.First(traced => traced.Action is TraceAction.AddDevice);
            return new Operation(add.OperationId, OperationNames.AddDevice, Phase.Measured);
        }

        return new CommandBench
        {
            GivesUp = request => request.Mode == "multi-client" ? [First(request)] : [],
            ByOperation = request => request.Mode == "multi-client" ? [] : [new OperationTraffic(First(request).Id, OperationNames.AddDevice, 12_245, 0, 0, 0, 0, 0, 0, 0)],
            TrafficOf = request => [Traffic(request.Mode == "multi-client" ? 100 : 12_345)],
        };
    }

    private static TrafficAccount Traffic(long octets) => new(new TrafficKey(OperationNames.AddDevice, Phase.Measured, "commit", LinkClass.DeviceToService), 1, octets, 0, 0);

    private static string Words(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
