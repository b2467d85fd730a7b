using System.Text.Json;
using Grains.Interfaces.Contracts;
using Silo.Commands;
using Simulation.Driving;
using Xunit;

namespace Silo.Tests.Commands;

public sealed class CommandTests
{
    [Fact]
    public async Task Compare_runs_one_trace_in_every_mode()
    {
        var bench = new CommandBench();

        int code = await bench.RunAsync("compare", "ci", "--seed", "5", "--silos", "3", "--threads", "2", "--entropy", "system", "--set", "changes.scale=10");

        Assert.Equal(ExitCode.Success, code);
        Assert.Equal(["multi-client", "tree-root"], bench.Requests.Select(request => request.Mode));
        Assert.Same(bench.Requests[0].Trace, bench.Requests[1].Trace);
        Assert.All(bench.Requests, request => Assert.Equal(5, request.Trace.Seed));
        Assert.All(bench.Requests, request => Assert.Equal(Entropy.System, request.Entropy));
        Assert.Equal(new EngineOptions(3, 2), Assert.Single(bench.Layouts));
        Assert.Equal(10, bench.Requests[0].Scenario.Changes.Scale);
        Assert.Equal("", bench.Error);
    }

    [Fact]
    public async Task Run_runs_the_mode_that_was_asked_for()
    {
        var bench = new CommandBench();

        Assert.Equal(ExitCode.Success, await bench.RunAsync("run", "ci", "--mode", "tree-root"));
        Assert.Equal("tree-root", Assert.Single(bench.Requests).Mode);
    }

    [Fact]
    public async Task The_result_shows_thresholds_operations_invariants_seed_and_digest_of_both_modes()
    {
        var bench = new CommandBench
        {
            Traffic = [new TrafficAccount(new TrafficKey("add-device", Phase.Measured, "commit", LinkClass.DeviceToService), 3, 12_345, 3, 12_345)],
        };

        await bench.RunAsync("compare", "ci");

        Assert.Contains("planned: ", bench.Output, StringComparison.Ordinal);
        Assert.Contains("passed: multi-client: lostMessages 0 (at most 0)", bench.Output, StringComparison.Ordinal);
        Assert.Contains("12.3 kB", bench.Output, StringComparison.Ordinal);
        Assert.Contains("invariants, tree-root: all held (active-leaf-epoch 0, ", bench.Output, StringComparison.Ordinal);
        Assert.Contains("seed 1, digest of tree-root: abcd", bench.Output, StringComparison.Ordinal);
        Assert.All(Simulation.Workload.OperationNames.Reported.Except(Simulation.Workload.OperationNames.Unplanned), name => Assert.Contains(name, bench.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_threshold_ends_with_exit_code_99()
    {
        var bench = new CommandBench();

        int code = await bench.RunAsync("compare", "ci", "--set", "thresholds.skippedOperations=3");

        Assert.Equal(ExitCode.ThresholdFailed, code);
        Assert.Contains("FAILED: multi-client: skippedOperations ", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_violated_invariant_ends_with_exit_code_3_and_is_named_with_group_epoch_and_device()
    {
        var bench = new CommandBench
        {
            Observations = [new Observed(1, ActorId.Device("u0002/d1"), 1, Operation.None, new Observation.CommitUnprocessable("g:all", 7, "PathUnreadable"))],
        };

        int code = await bench.RunAsync("compare", "ci");

        Assert.Equal(ExitCode.Violation, code);
        Assert.Contains("violated: multi-client: commit-processable, group g:all, epoch 7, u0002/d1: PathUnreadable", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_lost_is_a_violation()
    {
        var bench = new CommandBench { GivesUpMessages = false };

        Assert.Equal(ExitCode.Violation, await bench.RunAsync("compare", "ci"));
    }

    [Fact]
    public async Task Results_are_written_and_say_what_produced_them()
    {
        using var folder = new TemporaryFolder();
        var bench = new CommandBench();

        await bench.RunAsync("compare", "ci", "--seed", "9", "--out", folder.Path);

        Assert.Equal(["manifest.json", "multi-client/summary.json", "operations.csv", "report.html", "timeline.csv", "tree-root/summary.json"], folder.Files);
        using JsonDocument summary = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("tree-root/summary.json"), TestContext.Current.CancellationToken));
        Assert.Equal("tree-root", summary.RootElement.GetProperty("mode").GetString());
        Assert.Equal(9, summary.RootElement.GetProperty("seed").GetInt64());
        Assert.Equal(60, summary.RootElement.GetProperty("virtualSeconds").GetDouble());
        Assert.Equal("abcd", summary.RootElement.GetProperty("digest").GetString());
        Assert.Equal(0, summary.RootElement.GetProperty("invariants").GetProperty("violations").GetInt64());
        Assert.Equal(JsonValueKind.Number, summary.RootElement.GetProperty("operations").GetProperty("add-device").GetProperty("hpkeCiphertexts").ValueKind);
        using JsonDocument manifest = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("manifest.json"), TestContext.Current.CancellationToken));
        Assert.Equal("1.2.3", manifest.RootElement.GetProperty("version").GetString());
        Assert.Equal("--seed 9", manifest.RootElement.GetProperty("overrides")[0].GetString());
        Assert.Equal(9, manifest.RootElement.GetProperty("scenario").GetProperty("seed").GetInt64());
        string[] operations = await File.ReadAllLinesAsync(folder.File("operations.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(1 + (2 * 2 * 9), operations.Length);
        Assert.All(operations, line => Assert.Equal(operations[0].Count(letter => letter == ','), line.Count(letter => letter == ',')));
    }

    [Fact]
    public async Task A_stopped_run_writes_what_there_is_marked_as_partial()
    {
        using var folder = new TemporaryFolder();
        var bench = new CommandBench { Drained = false };

        int code = await bench.RunAsync("compare", "ci", "--out", folder.Path);

        Assert.Equal(ExitCode.Stopped, code);
        Assert.Single(bench.Requests);
        Assert.Contains("multi-client: PARTIAL", bench.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("passed: ", bench.Output, StringComparison.Ordinal);
        Assert.Contains("\"users\": 3", await File.ReadAllTextAsync(folder.File("multi-client/summary.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("\"partial\": true", await File.ReadAllTextAsync(folder.File("multi-client/summary.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("\"partial\": true", await File.ReadAllTextAsync(folder.File("manifest.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_defect_in_the_second_mode_leaves_the_result_of_the_first_marked_as_partial()
    {
        using var folder = new TemporaryFolder();
        var bench = new CommandBench { FaultyMode = "tree-root" };

        int code = await bench.RunAsync("compare", "ci", "--out", folder.Path);

        Assert.Equal(ExitCode.Defect, code);
        Assert.Contains("planted", bench.Error, StringComparison.Ordinal);
        Assert.Contains("invariants, multi-client: all held", bench.Output, StringComparison.Ordinal);
        Assert.Equal(["manifest.json", "multi-client/summary.json", "operations.csv", "report.html", "timeline.csv"], folder.Files);
        Assert.Contains("\"partial\": true", await File.ReadAllTextAsync(folder.File("manifest.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_defect_in_the_first_mode_leaves_a_manifest_that_says_so()
    {
        using var folder = new TemporaryFolder();
        var bench = new CommandBench { FaultyMode = "multi-client" };

        Assert.Equal(ExitCode.Defect, await bench.RunAsync("compare", "ci", "--json", "--out", folder.Path));
        Assert.Equal("", bench.Output);
        Assert.Equal(["manifest.json", "operations.csv", "report.html", "timeline.csv"], folder.Files);
        string manifest = await File.ReadAllTextAsync(folder.File("manifest.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"partial\": true", manifest, StringComparison.Ordinal);
        Assert.Matches("\"failure\": \".*u0001/d1 failed at 7 ms of virtual time: planted\"", manifest);
    }

    [Theory]
    [InlineData("multi-client", 4)]
    [InlineData("tree-root", 5)]
    public async Task A_silo_that_is_lost_is_one_line_and_what_there_is_is_written_as_partial(string mode, int files)
    {
        using var folder = new TemporaryFolder();
        var bench = new CommandBench { FaultyMode = mode, Fault = new SiloLostException("silo 2 of 3 (process 4711), which ended with code 137", mode, 86_400_000) };

        int code = await bench.RunAsync("compare", "ci", "--out", folder.Path);

        string line = $"{mode}: lost silo 2 of 3 (process 4711), which ended with code 137, at 86400000 ms of virtual time";
        Assert.Equal(ExitCode.Defect, code);
        Assert.EndsWith(line + "\n", bench.Error, StringComparison.Ordinal);
        Assert.Equal(files, folder.Files.Length);
        string manifest = await File.ReadAllTextAsync(folder.File("manifest.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"partial\": true", manifest, StringComparison.Ordinal);
        Assert.Contains($"\"failure\": \"{line}\"", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_policies_of_the_scenario_are_shown()
    {
        var bench = new CommandBench();

        await bench.RunAsync("compare", "ci");

        Assert.Contains(
            "policies: committer sibling, delivery first-valid-commit, leaf placement apart, Adds with path, signature keys per-leaf, handshake framing public; changes x", bench.Output, StringComparison.Ordinal);
        Assert.Contains("; verify: every-device; entropy: seeded", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_prints_nothing_but_an_array_of_summaries()
    {
        var bench = new CommandBench();

        await bench.RunAsync("compare", "ci", "--json");

        using JsonDocument summaries = JsonDocument.Parse(bench.Output);
        Assert.Equal(2, summaries.RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Progress_is_shown_to_a_person_only(bool isInteractive)
    {
        var bench = new CommandBench { IsInteractive = isInteractive };

        await bench.RunAsync("run", "ci", "--mode", "tree-root");

        Assert.Equal(isInteractive, bench.Error.Contains("\r1/1 tree-root 50 %, left 0:12, life 0d 00:01:00, 70 of 140 operations, 3 groups, 4 devices, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cost_shows_progress_and_what_it_takes_to_the_end_of_a_phase()
    {
        var bench = new CommandBench { IsInteractive = true };

        await bench.RunAsync("cost", "--json");

        Assert.StartsWith("\rmulti-client: warming groups, 1 of 4, left of this 0:0", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_before_the_trace_is_drawn_ends_with_exit_code_130()
    {
        var bench = new CommandBench { Stop = new CancellationToken(canceled: true) };

        Assert.Equal(ExitCode.Stopped, await bench.RunAsync("compare", "ci", "--set", "population.users=1000", "--set", "warmUp.share=0"));
        Assert.Empty(bench.Requests);
    }

    [Theory]
    [InlineData("compare", "ci")]
    [InlineData("cost")]
    [InlineData("scenarios")]
    [InlineData("compare", "--help")]
    [InlineData("cost", "--help")]
    [InlineData("scenarios", "--help")]
    [InlineData("--help")]
    public async Task Everything_that_is_printed_fits_eighty_columns(params string[] arguments)
    {
        var bench = new CommandBench
        {
            Width = 80,
            Traffic = [new TrafficAccount(new TrafficKey("add-device", Phase.Measured, "commit", LinkClass.DeviceToService), 3_123_456, 1_234_567_890, 3_123_456, 9_234_567_890)],
        };

        await bench.RunAsync(arguments);

        Assert.All(bench.Output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        Assert.NotEqual("", bench.Output);
    }

    [Fact]
    public async Task A_run_that_was_stopped_before_anything_was_measured_says_what_it_has_instead_of_zeros()
    {
        var bench = new CommandBench { Drained = false, GivesUpMessages = false };

        Assert.Equal(ExitCode.Stopped, await bench.RunAsync("compare", "ci", "--set", "population.users=30", "--set", "groups=[{\"kind\":\"all\",\"members\":\"everyone\"}]"));

        Assert.Contains("multi-client: PARTIAL, stopped before anything was measured; it had 3 users, ", bench.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("public-key operations", bench.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("measured: octets", bench.Output, StringComparison.Ordinal);
        Assert.Contains("tree-root: not run", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_while_silos_start_is_a_stop_whatever_the_silos_say()
    {
        using var stop = new CancellationTokenSource();
        var bench = new CommandBench { Stop = stop.Token, StartFailure = new InvalidOperationException("half a silo"), WhenStarting = stop.Cancel };

        Assert.Equal(ExitCode.Stopped, await bench.RunAsync("compare", "ci"));
        Assert.Equal("", bench.Error);
    }

    [Fact]
    public async Task Cost_prints_one_array_of_rows()
    {
        var bench = new CommandBench();

        Assert.Equal(ExitCode.Success, await bench.RunAsync("cost", "--users", "8", "--devices", "2", "--groups", "3", "--json"));

        using JsonDocument rows = JsonDocument.Parse(bench.Output);
        string[] keys = [.. rows.RootElement[0].EnumerateObject().Select(property => property.Name)];
        Assert.Equal(
            [
                "operation", "variant", "mode", "octetsSent", "octetsDelivered", "octetsFetched", "keyPackageOctets", "directoryOctetsSent", "directoryOctetsFetched",
                "controlOctetsSent", "controlOctetsDelivered", "commits", "seal", "open", "sign", "verify", "deriveKeyPair", "directorySign", "directoryVerify",
                "expectedOctetsSent", "expectedKeyPackageOctets", "expectedDirectoryOctetsSent", "expectedDirectoryOctetsFetched",
            ],
            keys);
        Assert.Equal("usual", rows.RootElement[0].GetProperty("variant").GetString());
        Assert.Equal(8000, rows.RootElement[0].GetProperty("octetsSent").GetInt64());
    }

    [Fact]
    public async Task Cost_shows_the_difference_from_the_closed_form()
    {
        var bench = new CommandBench();

        await bench.RunAsync("cost");

        Assert.Contains("15,999", bench.Output, StringComparison.Ordinal);
        Assert.Contains(" 1 ", bench.Output, StringComparison.Ordinal);
        Assert.Contains("12,345", bench.Output, StringComparison.Ordinal);
        Assert.Contains(" 5 ", bench.Output, StringComparison.Ordinal);
        Assert.Contains("23,456", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenarios_lists_each_with_its_first_sentence()
    {
        var bench = new CommandBench();

        Assert.Equal(ExitCode.Success, await bench.RunAsync("scenarios"));

        Assert.Contains("family       Six people of one family share a group, and each pair of them has a chat of its own.\n", bench.Output, StringComparison.Ordinal);
        Assert.Equal(4, bench.Output.Count(letter => letter == '\n'));
    }

    [Theory]
    [InlineData("compare")]
    [InlineData("run")]
    [InlineData("cost")]
    [InlineData("scenarios")]
    public async Task Help_of_each_command_shows_an_example(string command)
    {
        var bench = new CommandBench();

        Assert.Equal(ExitCode.Success, await bench.RunAsync(command, "--help"));

        Assert.Contains($"Example:\n    {command}", bench.Output.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_arguments_it_hosts_a_silo() => Assert.Equal(42, await new CommandBench().RunAsync());
}
