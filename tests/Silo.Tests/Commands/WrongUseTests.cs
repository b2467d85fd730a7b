using Silo.Commands;
using Simulation.Scenarios;
using Xunit;

namespace Silo.Tests.Commands;

public sealed class WrongUseTests
{
    private const string Scenario = """{ "name": "x", "story": "s", "sourced": [], "assumptions": [], "virtualDays": 1, "population": { "users": 2 }, "groups": [ { "kind": "pair", "members": "pairs" } ], EXTRA }""";

    public static TheoryData<string, string> WrongLines => new()
    {
        { "compare", "Required argument 'SCENARIO' missing for command: 'compare'. (see compare --help)" },
        { "compare famly", "famly: there is no scenario of this name (did you mean 'family'?); allowed: a path, or one of ci, company, family, warm-up" },
        { "compare nowhere/x.json", "nowhere/x.json: there is no such file; allowed: a path, or one of ci, company, family, warm-up" },
        { "compare ci --seed minus", "--seed minus: $.seed: must be a whole number from 0 to 9223372036854775807, not \"minus\"" },
        { "compare ci --suite 77", "--suite 77: $.suite: must be one of 1 (MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519), not 77" },
        { "compare ci --entropy dice", "--entropy dice: must be one of seeded, system" },
        { "compare ci --silos 0", "--silos 0: must be a whole number from 1 to 16" },
        { "compare ci --silos two", "--silos two: must be a whole number from 1 to 16" },
        { "compare ci --threads -1", "--threads -1: must be a whole number from 0 to 256" },
        { "compare ci --set users", "--set users: must be key=value, for example population.users=1000" },
        { "compare ci --set population.users=0", "--set population.users=0: $.population.users: must be a whole number from 1 to 1000000, not 0" },
        { "run ci", "--mode is missing: must be one of multi-client, tree-root" },
        { "run ci --mode both", "--mode both: must be one of multi-client, tree-root" },
        { "compare ci --sed 3", "--sed: there is no such option (did you mean '--seed'?); see compare --help" },
        { "simulate", "simulate: there is no such command; see --help" },
        { "comparee ci", "comparee: there is no such command (did you mean 'compare'?); see --help" },
        { "compare --sead 3 ci", "--sead: there is no such option (did you mean '--seed'?); see compare --help" },
        { "compare ci family", "family: is one word too many; see compare --help" },
        { "run ci --mode tree-rot", "--mode tree-rot: must be one of multi-client, tree-root (did you mean 'tree-root'?)" },
        { "compare ci --set population.usres=3", "--set population.usres=3: $.population.usres: unknown key (did you mean 'users'?); allowed: users, deviceCap, devicesPerUser, firstDevice, furtherDevices" },
        { "compare ci --set popul.users=3", "--set popul.users=3: $.popul: unknown key; allowed: $schema, name, story, sourced, assumptions, virtualDays, seed, suite, verify, population, groups, messages, changes, online, keyPackages, network, costs, policies, attack, warmUp, thresholds" },
        { "compare ci --set population..users=3", "--set population..users=3: must be key=value, for example population.users=1000" },
        { "compare ci --set story=\"\\ud800\"", "--set story=\"\\ud800\": $.story: holds half of a surrogate pair, which is no text; must be valid Unicode" },
        { "compare ci --set population={\"users\":3,\"\\udc00\":1}", "--set population={\"users\":3,\"\\udc00\":1}: $.population.\\udc00: holds half of a surrogate pair, which is no text; must be valid Unicode" },
        { "compare ci --set population={\"users\":3,\"users\":4}", "--set population={\"users\":3,\"users\":4}: $.population.users: is there twice, at 1:2 already; allowed: once" },
        { "compare ci --set story=\ud800", "story=\\ud800: holds half of a surrogate pair, which is no text; must be valid Unicode" },
        { "compare ci --telemetry consol", "--telemetry consol: must be one of none, console, otlp (did you mean 'console'?)" },
        { "run ci --mode tree-root --telemetry file", "--telemetry file: must be one of none, console, otlp" },
        { "--telemetry prometheus", "--telemetry prometheus: must be one of none, console, otlp" },
        { "cost --users 0", "--users 0: must be a whole number from 1 to 4096" },
    };

    [Theory]
    [MemberData(nameof(WrongLines))]
    public async Task Wrong_use_is_one_line_and_exit_code_2_and_nothing_is_written(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        var bench = new CommandBench();

        int code = await bench.RunAsync([.. line.Split(' '), .. line.Contains("compare ci", StringComparison.Ordinal) ? ["--out", folder.File("out")] : Array.Empty<string>()]);

        Assert.Equal(ExitCode.WrongUse, code);
        Assert.Equal(expected + "\n", bench.Error);
        Assert.Equal("", bench.Output);
        Assert.Empty(bench.Requests);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    public static TheoryData<string, string> WrongFiles => new()
    {
        { "", ": is empty; must be a JSON object\n" },
        { " \n// nothing\n", ": is empty; must be a JSON object\n" },
        { "{ \"name\": }", ":1:11: not readable as JSON: " },
        { "{ \"name\": \"x\",\n", ":2:1: not readable as JSON: ends while an object, a list or a value is still open\n" },
        { "{\n  \"näme\": 1, \"näme\": 2 }", ":2:14: $.näme: is there twice, at 2:3 already; allowed: once\n" },
        { "{\r\n \"story\": \"\\ud800\" }", ":2:11: $.story: holds half of a surrogate pair" },
        { "{ \"sourced\": [ \"a\", \"\\udfff\" ] }", ":1:21: $.sourced[1]: holds half of a surrogate pair" },
        { "{ \"\\ud800\": 1 }", ":1:3: $.\\ud800: holds half of a surrogate pair" },
        { "[1]", ":1:1: $: must be an object" },
        { Extra("\"mode\": \"both\""), ":1:166: $.mode: unknown key; allowed: $schema, name, " },
        { Extra("\"seed\": \"one\""), ":1:174: $.seed: must be a whole number from 0 to 9223372036854775807, not \"one\"" },
        { Extra("\"changes\": { \"scale\": -2 }"), ":1:188: $.changes.scale: must be a number from 0 to 1000000, not -2" },
        { Extra("\"suite\": \"MLS_1\""), ":1:175: $.suite: must be one of 1 (MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519), not \"MLS_1\"" },
        { Extra("\"seed\": 1, \"seed\": 2"), ":1:177: $.seed: is there twice, at 1:166 already; allowed: once\n" },
        { Scenario.Replace("\"users\": 2", "\"users\": 3, \"deviceCap\": 2, \"devicesPerUser\": { \"3\": 1 }", StringComparison.Ordinal).Replace(", EXTRA", "", StringComparison.Ordinal), ":1:151: $.population.devicesPerUser.3: must be at most the cap of devices per user, population.deviceCap (2)" },
    };

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public async Task A_wrong_file_is_one_line_with_file_path_and_what_is_allowed(string content, string expected)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("wrong.json");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        var bench = new CommandBench();

        int code = await bench.RunAsync("compare", file, "--out", folder.File("out"));

        Assert.Equal(ExitCode.WrongUse, code);
        Assert.StartsWith(file + expected, bench.Error, StringComparison.Ordinal);
        Assert.Equal(1, bench.Error.Count(letter => letter == '\n'));
        Assert.Equal("", bench.Output);
        Assert.Equal(["wrong.json"], folder.Files);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_found_before_the_run()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("file"), "", TestContext.Current.CancellationToken);
        var bench = new CommandBench();

        int code = await bench.RunAsync("compare", "ci", "--out", folder.File("file/out"));

        Assert.Equal(ExitCode.WrongUse, code);
        Assert.StartsWith($"--out {folder.File("file/out")}: {folder.File("file")} is a file; must be a folder", bench.Error, StringComparison.Ordinal);
        Assert.Equal(1, bench.Error.Count(letter => letter == '\n'));
        Assert.Empty(bench.Requests);
        Assert.Equal(["file"], folder.Files);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_line_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        var bench = new CommandBench { StartFailure = new WrongUseException("port 11111 is taken") };

        int code = await bench.RunAsync("compare", "ci", "--json", "--out", folder.File("out"));

        Assert.Equal(ExitCode.WrongUse, code);
        Assert.Equal("port 11111 is taken\n", bench.Error);
        Assert.Empty(folder.Files);
    }

    private static string Extra(string property) => Scenario.Replace("EXTRA", property, StringComparison.Ordinal);
}
