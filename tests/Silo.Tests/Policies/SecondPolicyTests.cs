using System.Text.Json;
using Grains;
using Grains.Policies;
using Mls.Core.Wire;
using Mls.Crypto;
using Mls.MultiDevice;
using Mls.MultiDevice.Policies;
using Silo.Commands;
using Silo.Tests.Commands;
using Silo.Tests.Planted;
using Silo.Tests.Policies.Delivery;
using Simulation.Scenarios;
using Xunit;

namespace Silo.Tests.Policies;

/// <summary>A delivery policy is one file and one line: nothing that carries out runs, reads scenarios or shows them knows which policies there are.</summary>
public sealed class SecondPolicyTests
{
    private const string Tiny = """
        {
          "name": "tiny", "story": "Three people, two days.", "sourced": [], "assumptions": ["all"], "virtualDays": 2, "seed": 3,
          "population": { "users": 3, "devicesPerUser": { "1": 1 } },
          "groups": [ { "kind": "all", "members": "everyone" } ],
          "messages": { "perUserAndDay": 6 },
          "changes": { "scale": 500, "keyUpdatesPerDeviceAndYear": 1 },
          "keyPackages": { "pool": 4, "refillBelow": 1 }
        }
        """;

    /// <summary>The line.</summary>
    private static ActorPolicies Two => ActorPolicies.Standard with { Delivery = ActorPolicies.Standard.Delivery.With(new NoBareUpdates()) };

    private static string SchemaFile => Path.Combine(TestKit.Repository.Root, "scenarios", "scenario.schema.json");

    [Fact]
    public async Task A_run_has_the_delivery_policy_that_its_scenario_chooses()
    {
        (string usual, int usualSkipped, int usualCommits) = await RunAsync("first-valid-commit");
        (string other, int otherSkipped, int otherCommits) = await RunAsync("no-bare-updates");

        Assert.Equal(0, usualSkipped);
        Assert.True(usualCommits > 0, "the world renews no keys");
        Assert.True(otherSkipped > 0, "the policy was not asked");
        Assert.Equal(0, otherCommits);
        Assert.NotEqual(usual, other);
    }

    [Fact]
    public async Task What_is_going_to_happen_names_the_policy()
    {
        using var bench = Bench();
        await RunAsync(bench, "no-bare-updates");

        Assert.Contains("delivery no-bare-updates, ", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complaints_name_every_policy_there_is()
    {
        using var bench = Bench();

        Assert.Equal(ExitCode.WrongUse, await RunAsync(bench, "all"));

        Assert.Contains("$.policies.delivery: must be one of \"first-valid-commit\", \"no-bare-updates\", not \"all\"", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_policy_there_is_and_what_it_does()
    {
        using var bench = Bench();

        await bench.RunAsync("scenarios", "--help");

        Assert.Contains("policies.delivery=no-bare-updates", bench.Output, StringComparison.Ordinal);
        Assert.Contains("a Commit without proposals is refused", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_allows_every_policy_there_is()
    {
        string filled = new ScenarioSchema(Composition.PoliciesOf(Two)).Fill(await File.ReadAllTextAsync(SchemaFile, TestContext.Current.CancellationToken));

        using JsonDocument schema = JsonDocument.Parse(filled);
        JsonElement allowed = schema.RootElement.GetProperty("properties").GetProperty("policies").GetProperty("properties").GetProperty("delivery").GetProperty("enum");
        Assert.Equal(["first-valid-commit", "no-bare-updates"], allowed.EnumerateArray().Select(name => name.GetString()));
    }

    /// <summary>MLS_WRITE_DOCS=1 writes it.</summary>
    [Fact]
    public async Task The_schema_in_the_repository_is_that_of_the_programs_policies()
    {
        string written = await File.ReadAllTextAsync(SchemaFile, TestContext.Current.CancellationToken);
        string made = new ScenarioSchema(Composition.Policies).Fill(written);
        if (Environment.GetEnvironmentVariable("MLS_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(SchemaFile, made, TestContext.Current.CancellationToken);
        }

        Assert.Equal(made, written);
    }

    [Theory]
    [InlineData("delivery", "all", "delivery 'all', allowed are first-valid-commit, no-bare-updates")]
    [InlineData("deliveries", "first-valid-commit", "policy of the kind 'deliveries', allowed are delivery, committer, propagation")]
    public void Actors_refuse_settings_with_a_policy_that_they_do_not_have(string kind, string name, string complaint)
    {
        var settings = new ActorRunSettings { Mode = "multi-client", Suite = Mls.Core.Crypto.CipherSuite.X25519Aes128Sha256Ed25519, Policies = [new PolicyChoice(kind, name)] };

        var refusal = Assert.Throws<ArgumentException>(() => Two.For(Tls.Decode<ActorRunSettings>(Tls.Encode(settings))));

        Assert.Contains(complaint, refusal.Message, StringComparison.Ordinal);
    }

    private static RealBench Bench() => new()
    {
        Policies = Two,
        Actors = new MlsActorFactory(Composition.Modes, Composition.Providers, seed => new SeededRandomStreams(seed), new SystemRandom()) { Policies = Two },
    };

    private static async Task<(string Digest, int Skipped, int Commits)> RunAsync(string policy)
    {
        using var bench = Bench();
        int code = await RunAsync(bench, policy, "--json");
        Assert.True(code == ExitCode.Success, bench.Error);
        using JsonDocument summaries = JsonDocument.Parse(bench.Output);
        JsonElement summary = summaries.RootElement.EnumerateArray().Single();
        Assert.Equal(0, summary.GetProperty("invariants").GetProperty("violations").GetInt64());
        JsonElement renewal = summary.GetProperty("operations").EnumerateObject().Single(one => one.Name.StartsWith("update-keys", StringComparison.Ordinal)).Value;
        int skipped = renewal.GetProperty("skipped").TryGetProperty(NoBareUpdates.Rule, out JsonElement count) ? count.GetInt32() : 0;
        return (summary.GetProperty("digest").GetString()!, skipped, renewal.GetProperty("commits").GetInt32());
    }

    private static async Task<int> RunAsync(RealBench bench, string policy, params string[] options)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("tiny.json"), Tiny, TestContext.Current.CancellationToken);
        return await bench.RunAsync(["run", folder.File("tiny.json"), "--mode", "multi-client", "--set", $"policies.delivery={policy}", .. options]);
    }
}
