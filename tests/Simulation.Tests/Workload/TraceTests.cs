using CsCheck;
using Grains.Interfaces.Contracts;
using Simulation.Scenarios;
using Simulation.Workload;
using Xunit;

namespace Simulation.Tests.Workload;

public sealed class TraceTests
{
    [Fact]
    public void The_same_scenario_and_seed_give_the_same_trace_and_another_seed_gives_another()
    {
        Scenario scenario = ScenarioFiles.Read("family");

        string digest = TraceGenerator.Generate(scenario, 1, stop: TestContext.Current.CancellationToken).Digest();

        Assert.Equal(digest, TraceGenerator.Generate(scenario, 1, stop: TestContext.Current.CancellationToken).Digest());
        Assert.NotEqual(digest, TraceGenerator.Generate(scenario, 2, stop: TestContext.Current.CancellationToken).Digest());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Family_has_three_additions_three_removals_and_a_thousand_messages(long seed)
    {
        Trace trace = TraceGenerator.Generate(ScenarioFiles.Read("family"), seed, stop: TestContext.Current.CancellationToken);

        var counts = trace.Count(Phase.Measured);
        string shown = string.Join(' ', counts);
        Assert.True(counts[OperationNames.AddDevice] >= 3, shown);
        Assert.True(counts[OperationNames.RemoveDevice] >= 3, shown);
        Assert.True(counts[OperationNames.SendMessage] >= 1000, shown);
    }

    [Fact]
    public void Company_has_two_thousand_devices_and_fifty_device_changes()
    {
        Scenario company = ScenarioFiles.Read("company");
        Trace trace = TraceGenerator.Generate(company, company.Seed, stop: TestContext.Current.CancellationToken);

        var counts = trace.Count(Phase.Measured);
        string shown = string.Join(' ', counts);
        Assert.True(counts[OperationNames.AddDevice] + counts[OperationNames.RemoveDevice] >= 50, shown);
        Assert.True(trace.Events.Select(traced => traced.Action).OfType<TraceAction.RegisterUser>().Sum(user => user.Devices.Length) >= 2000);
        TraceReplay.Check(trace, company.Population.DeviceCap);
    }

    [Fact]
    public void Ci_does_everything_at_least_once()
    {
        var counts = TraceGenerator.Generate(ScenarioFiles.Read("ci"), 1, stop: TestContext.Current.CancellationToken).Count(Phase.Measured);

        Assert.All(OperationNames.Reported.Except([OperationNames.CreateGroup, .. OperationNames.Unplanned]), name => Assert.True(counts.ContainsKey(name), name));
    }

    [Fact]
    public void Warm_up_updates_each_device_once_in_the_order_of_the_leaves()
    {
        Trace trace = TraceGenerator.Generate(ScenarioFiles.Read("warm-up"), 1, stop: TestContext.Current.CancellationToken);

        TraceStage measured = Assert.Single(trace.Stages, stage => stage.Name == "warm-up");
        Assert.Equal(Phase.Measured, measured.Phase);
        Assert.Equal(64, measured.Events.Length);
        Assert.Equal(["u0001/d1", "u0001/d2", "u0002/d1"], measured.Events.Take(3).Select(traced => ((TraceAction.UpdateKeys)traced.Action).Device.Value));
        Assert.Empty(trace.Stages[^2].Events);
    }

    [Fact]
    public void Nothing_impossible_happens_in_any_trace() =>
        Gen.Select(Gen.Long[0, 1_000_000], Gen.Int[1, 12], Gen.Int[1, 4], Gen.Double[0, 400], Gen.Int[1, 5], Gen.Double[0.2, 60])
            .Sample(
                (seed, users, cap, scale, days, sessions) => TraceReplay.Check(Draw(seed, users, cap, scale, days, sessions), cap),
                iter: 60);

    [Fact]
    public void The_initial_population_has_the_mix_of_its_scenario_exactly()
    {
        Trace trace = TraceGenerator.Generate(ScenarioFiles.Read("family", "population.users=10"), 5, stop: TestContext.Current.CancellationToken);

        int[] devices = [.. trace.Events.Select(traced => traced.Action).OfType<TraceAction.RegisterUser>().Select(user => user.Devices.Length).Order()];
        Assert.Equal<int>([1, 1, 1, 1, 1, 1, 1, 2, 2, 3], devices);
    }

    private static Trace Draw(long seed, int users, int cap, double scale, int days, double sessions)
    {
        string law = string.Join(',', Enumerable.Range(1, cap).Select(n => FormattableString.Invariant($"\"{n}\":{1.0 / n}")));
        string text = FormattableString.Invariant($$"""
            {
              "name": "drawn", "story": "x", "sourced": [], "assumptions": [], "virtualDays": {{days}},
              "population": { "users": {{users}}, "deviceCap": {{cap}}, "devicesPerUser": { {{law}} } },
              "groups": [ { "kind": "all", "members": "everyone" }, { "kind": "team", "count": 3, "size": {{(users + 1) / 2}}, "zipf": 1 } ],
              "messages": { "perUserAndDay": 20, "weekendFactor": 0.1 },
              "changes": {
                "scale": {{scale}}, "replacementsPerUserAndYear": 2, "additionsPerUserAndYear": 1, "removalsPerUserAndYear": 1, "keyUpdatesPerDeviceAndYear": 1,
                "joinersPerUserAndYear": 1, "leaversPerUserAndYear": 1, "groupAddsPerGroupAndYear": 1, "groupRemovesPerGroupAndYear": 1 },
              "online": { "sessionsPerDay": {{sessions}}, "minutesPerDay": 90, "absencesPerDeviceAndYear": 40 },
              "warmUp": { "share": 0.5 },
            }
            """);
        Scenario scenario = ScenarioFiles.Reader.Read("drawn", text);
        return TraceGenerator.Generate(scenario, seed, stop: TestContext.Current.CancellationToken);
    }
}
