using System.Collections.Immutable;
using System.Text.Json;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;
using Simulation.Driving;
using Simulation.Measuring;
using Simulation.Reporting;
using Simulation.Workload;
using TestKit;
using Xunit;

namespace Simulation.Tests.Reporting;

public sealed class SummaryTests
{
    private static readonly RunRequest Request = new(
        ScenarioFiles.Read("ci", "messages.perUserAndDay=0", "thresholds.effectiveP95Seconds=3"), null!, "tree-root", Entropy.Seeded);

    private readonly Trace _trace = TraceGenerator.Generate(Request.Scenario, 1);

    [Fact]
    public void Numbers_come_from_the_trace_the_post_offices_and_the_actors()
    {
        OperationResult add = Summarise(1).Operations["add-device"];

        Assert.Equal(_trace.Count(Phase.Measured)["add-device"], add.Count);
        Assert.Equal(7, add.Messages);
        Assert.Equal(7000, add.OctetsSent);
        Assert.Equal(9000, add.OctetsDelivered);
        Assert.Equal(5, add.HpkeCiphertexts);
        Assert.Equal((1, 2, 3, 4, 5), (add.Seal, add.Open, add.Sign, add.Verify, add.DeriveKeyPair));
        Assert.Equal((1, 1, 1), (add.Commits, add.Conflicts, add.Retries));
        Assert.Equal("key: [no sponsor, 1]", $"key: {add.Skipped.Single()}");
    }

    [Fact]
    public void What_goes_with_MLS_messages_has_keys_of_its_own_and_is_in_the_totals_of_both_directions()
    {
        ModeSummary summary = Summarise(1);

        OperationResult add = summary.Operations["add-device"];
        Assert.Equal((300, 450, 20, 30, 2, 3), (
            add.DirectoryOctetsSent, add.DirectoryOctetsFetched, add.ControlOctetsSent, add.ControlOctetsDelivered, add.DirectorySign, add.DirectoryVerify));
        Assert.Equal(new TotalResult(7000, 9000, 10), summary.Totals["changes"]);
        Assert.Equal(new TotalResult(300, 450, 5), summary.Totals["directory"]);
        Assert.Equal(new TotalResult(22, 30, 0), summary.Totals["control"]);
        Assert.Equal(new TotalResult(7320, 9480, 15), summary.Totals["withoutMessages"]);
        Assert.Equal(new TotalResult(7422, 9480, 15), summary.Totals["everything"]);
        Assert.Equal(new TotalResult(4000, 4000, 0), summary.Totals["betweenServices"]);
    }

    [Fact]
    public void A_change_is_effective_when_it_is_in_the_last_group_and_a_new_device_when_it_is_inside()
    {
        ModeSummary summary = Summarise(1);

        Assert.Equal(new Percentiles(1, 5, 5, 5, 5) { P90 = 5 }, summary.Operations["add-device"].EffectiveSeconds);
        Assert.Equal(new Percentiles(1, 5, 5, 5, 5) { P90 = 5 }, summary.EffectiveSeconds);
        Assert.Equal(new ThresholdResult("effectiveP95Seconds", 3, 5, false), summary.Thresholds.Single(threshold => threshold.Name == "effectiveP95Seconds"));
    }

    [Fact]
    public void The_summary_says_what_paths_cost_how_long_devices_that_are_back_took_and_how_the_trees_are()
    {
        ModeSummary summary = Summarise(2);

        PathSpread path = new(1, 3, 3, 3, 3, 2.585, 5);
        Assert.Equal(path, summary.Commits.Groups.Total);
        Assert.Equal([path with { Leaves = 8 }], summary.Commits.Groups.ByLeaves);
        Assert.Null(summary.Commits.UserGroups.Total);
        Assert.Equal(new CatchUpResult(2, 5, 0.05, 0.25, 0.25, 0.25, 0.25), summary.CatchUp);
        Assert.Equal((2, 5, 3), (summary.Trees!.Groups!.Trees, summary.Trees.Groups.Members, summary.Trees.Groups.LargestResolution));
        Assert.Equal([new TreeDepth(2, 1, 0), new TreeDepth(4, 0, 2)], summary.Trees.Groups.Depths);
        Assert.Null(summary.Trees.UserGroups);
    }

    [Fact]
    public void Groups_created_in_the_set_up_are_reported_with_the_operations() =>
        Assert.Equal(7, Summarise(1).Operations["create-group"].Count);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_summary_does_not_depend_on_the_number_of_silos(int silos) =>
        Assert.Equal(Json(Summarise(1) with { DevicesBySilo = [] }), Json(Summarise(silos) with { DevicesBySilo = [] }));

    [Fact]
    public void Every_key_of_the_summary_is_documented()
    {
        string documentation = File.ReadAllText(Path.Combine(Repository.Root, "docs", "summary-schema.md"));
        using JsonDocument summary = JsonDocument.Parse(Json(Summarise(1)));

        Assert.All(Keys(summary.RootElement), key => Assert.Contains($"`{key}`", documentation, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => (string[])
            [property.Name, .. property.Name is "checks" or "skipped" or "refused" ? [] : Keys(property.Value)]).Distinct(StringComparer.Ordinal),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Keys),
        _ => [],
    };

    private static string Json(ModeSummary summary) => JsonSerializer.Serialize(summary, ReportJson.Default.ModeSummary);

    private ModeSummary Summarise(int silos)
    {
        RunObserver[] observers = [.. Enumerable.Range(0, silos).Select(_ => new RunObserver())];
        foreach (var observed in Observations())
        {
            observers[(int)(observed.Actor.StableHash % (ulong)silos)].Observe([observed]);
        }

        var outcome = new RunOutcome(
            true,
            long.MaxValue,
            Octets.Own([1, 2]),
            new RunAccounts(
                new RunTotals(1, 2, 3, 4, 5),
                [
                    Account("welcome", LinkClass.DeviceToService, 3, 3000),
                    Account("commit", LinkClass.DeviceToService, 4, 4000),
                    Account("request", LinkClass.DeviceToService, 50, 0),
                    Account("commit", LinkClass.ServiceToDevice, 4, 9000),
                    Account("commit", LinkClass.ServiceToService, 4, 4000),
                    Account("directory", LinkClass.DeviceToService, 2, 300),
                    Account("directory", LinkClass.ServiceToDevice, 3, 450),
                    Account("control", LinkClass.DeviceToService, 0, 20),
                    Account("control", LinkClass.ServiceToDevice, 0, 30),
                    new TrafficAccount(new TrafficKey("send-message", Phase.Measured, "application", LinkClass.DeviceToService), 1, 100, 1, 100),
                    new TrafficAccount(new TrafficKey("go-online", Phase.Measured, "control", LinkClass.DeviceToService), 1, 2, 1, 2),
                    new TrafficAccount(new TrafficKey("register-user", Phase.Setup, "control", LinkClass.DeviceToService), 1, 9999, 1, 9999),
                ]),
            [.. observers.Select(observer => observer.Collect())],
            _trace.Events.ToImmutableDictionary(traced => traced.OperationId, _ => 10_000L),
            5_000,
            65_000,
            TimeSpan.FromSeconds(1),
            null)
        {
            Health = new RunHealth { GroupTrees = new TreeHealth(2, 5, 3, [new TreeDepth(2, 1, 0), new TreeDepth(4, 0, 2)]) },
        };
        return SummaryBuilder.Build(Request with { Trace = _trace }, outcome);
    }

    private IEnumerable<Observed> Observations()
    {
        TraceEvent add = _trace.Events.First(traced => traced.Action is TraceAction.AddDevice);
        var operation = new Operation(add.OperationId, "add-device", Phase.Measured);
        (string Actor, long At, Observation What)[] seen =
        [
            ("u0001/d1", 10_000, new Observation.PublicKeyOperations(new PublicKeyCounts { Seal = 1, Open = 1, Sign = 1, Verify = 1, DeriveKeyPair = 1 })),
            ("u0002/d1", 10_000, new Observation.PublicKeyOperations(new PublicKeyCounts { Open = 1, Sign = 2, Verify = 3, DeriveKeyPair = 4 })),
            ("u0001/d1", 10_500, new Observation.MessagesSent(7, 5)),
            ("u0001/d1", 10_500, new Observation.DirectoryUsed(2, 3)),
            ("g:all", 11_000, new Observation.OperationEffective("g:all")),
            ("g:pair-0001", 14_000, new Observation.OperationEffective("g:pair-0001")),
            ("g:all", 11_000, new Observation.CommitAccepted("g:all", 4, new PathSize(6, 3))),
            ("u0003/d1", 11_500, new Observation.CaughtUp(250, 4)),
            ("u0004/d1", 11_500, new Observation.CaughtUp(50, 1)),
            ("g:pair-0001", 12_000, new Observation.Conflict("g:pair-0001", 3, "u0001/d1")),
            ("u0001/d1", 12_500, new Observation.Retried("g:pair-0001", 1)),
            ("u0003/d1", 13_000, new Observation.OperationSkipped("no sponsor")),
            ("u0003/d1", 13_000, new Observation.HostileRefused("WrongEpoch")),
            ("u0001/d2", 14_500, new Observation.EpochEntered("g:pair-0001", 6, 1, false)),
            ("u0001/d9", 15_000, new Observation.EpochEntered("g:pair-0001", 6, 1, true)),
        ];
        return seen.Select((one, i) => new Observed(
            one.At, one.Actor.StartsWith("g:", StringComparison.Ordinal) ? ActorId.Group(one.Actor) : ActorId.Device(one.Actor), i, operation, one.What));
    }

    private static TrafficAccount Account(string label, LinkClass link, long mails, long octets) =>
        new(new TrafficKey("add-device", Phase.Measured, label, link), mails, octets, mails, octets);
}
