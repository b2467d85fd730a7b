using System.Collections.Immutable;
using System.Text.Json;
using Grains.Interfaces.Contracts;
using Simulation.Driving;
using Simulation.Measuring;
using Simulation.Reporting;
using Simulation.Workload;
using TestKit;
using Xunit;

namespace Simulation.Tests.Reporting;

public sealed class WorkComparisonTests
{
    private const string Multi = "multi-client";
    private const string Root = "tree-root";
    private const int Dear = 7000;
    private const int Cheap = 100;

    private static readonly RunRequest Request = new(ScenarioFiles.Read("ci", "thresholds.missedOperations=2"), null!, Multi, Entropy.Seeded);

    private readonly Trace _trace = TraceGenerator.Generate(Request.Scenario, 1);

    [Fact]
    public void Figures_are_of_the_operations_that_every_mode_did()
    {
        long[] messages = Ids(OperationNames.SendMessage);
        long[] additions = Ids(OperationNames.AddDevice);

        ModeSummary[] modes = Compare(new() { [Multi] = [messages[0], messages[1], messages[2], additions[0]], [Root] = [messages[2]] });

        Assert.All(modes, mode =>
        {
            WorkComparison work = mode.Comparison!;
            Assert.Equal([Multi, Root], work.Modes);
            Assert.False(work.SameWork);
            Assert.Equal(work.Planned - 4, work.DoneInEvery);
            OperationResult sent = work.Shared.Operations[OperationNames.SendMessage];
            int left = messages.Length - 3;
            Assert.Equal((left, left, left), (sent.Count, sent.Messages, sent.Sign));
            Assert.Equal((left * Cheap, left * 2 * Cheap), (sent.OctetsSent, sent.OctetsDelivered));
            Assert.Equal((left * 3, left * 4, left * 5, left * 6), (sent.DirectoryOctetsSent, sent.DirectoryOctetsFetched, sent.ControlOctetsSent, sent.ControlOctetsDelivered));
            Assert.Empty(sent.Skipped);
            Assert.Equal(new TotalResult(left * Cheap, left * 2 * Cheap, left), work.Shared.Totals[TotalResults.Messages]);
            Assert.Equal(additions.Length - 1, work.Shared.Operations[OperationNames.AddDevice].Count);
            Assert.Equal(work.Shared.Totals[TotalResults.Everything].OctetsSent * 7, work.Shared.Totals[TotalResults.BetweenServices].OctetsSent * (Cheap + 8));
        });
        Assert.Equal((messages.Length * Cheap) + (2 * (Dear - Cheap)), modes[1].Operations[OperationNames.SendMessage].OctetsSent);
    }

    [Fact]
    public void What_one_mode_gave_up_and_another_did_is_counted_by_name_and_limited_by_a_threshold()
    {
        long[] messages = Ids(OperationNames.SendMessage);

        ModeSummary[] modes = Compare(new() { [Multi] = [messages[0], messages[1], messages[2], Ids(OperationNames.AddDevice)[0]], [Root] = [messages[2]] });

        Assert.Equal("[add-device, 1] [send-message, 3]", string.Join(' ', modes[0].Comparison!.GivenUp));
        Assert.Equal("[add-device, 1] [send-message, 2]", string.Join(' ', modes[0].Comparison!.Missed));
        Assert.Equal("[send-message, 1]", string.Join(' ', modes[1].Comparison!.GivenUp));
        Assert.Empty(modes[1].Comparison!.Missed);
        Assert.Equal(
            [new ThresholdResult("missedOperations", 2, 3, false), new ThresholdResult("missedOperations", 2, 0, true)],
            modes.Select(mode => mode.Thresholds.Single(threshold => threshold.Name == "missedOperations")));
    }

    [Fact]
    public void Modes_that_gave_up_the_same_operations_did_the_same_work()
    {
        long given = Ids(OperationNames.SendMessage)[4];

        ModeSummary[] modes = Compare(new() { [Multi] = [given], [Root] = [given] });

        Assert.All(modes, mode =>
        {
            Assert.True(mode.Comparison!.SameWork);
            Assert.Equal(mode.Comparison.Planned - 1, mode.Comparison.DoneInEvery);
            Assert.Empty(mode.Comparison.Missed);
        });
    }

    [Fact]
    public void What_devices_do_on_their_own_is_no_part_of_the_operation_that_caused_it()
    {
        ModeSummary[] modes = Compare(new() { [Multi] = [Ids(OperationNames.AddDevice)[0]], [Root] = [] }, OperationNames.TakeOverLeaf);

        Assert.All(modes, mode => Assert.True(mode.Comparison!.SameWork));
    }

    [Fact]
    public void What_one_operation_caused_on_several_silos_is_one_account()
    {
        static RunAccounts Part(params ImmutableArray<OperationTraffic> operations) => new(new RunTotals(0, 0, 0, 0, 0), []) { Operations = operations };

        RunAccounts sum = RunAccounts.Sum(
            [Part(new(9, "send-message", 1, 2, 3, 4, 5, 6, 7, 8), new(2, "add-device", 1, 1, 1, 1, 1, 1, 1, 1)), Part(new OperationTraffic(9, "send-message", 10, 20, 30, 40, 50, 60, 70, 80))]);

        Assert.Equal([new OperationTraffic(2, "add-device", 1, 1, 1, 1, 1, 1, 1, 1), new OperationTraffic(9, "send-message", 11, 22, 33, 44, 55, 66, 77, 88)], sum.Operations);
    }

    [Fact]
    public void A_run_that_was_stopped_is_not_compared() =>
        Assert.All(Compare(new() { [Multi] = [], [Root] = [] }, drained: false), mode => Assert.Null(mode.Comparison));

    [Fact]
    public void Every_key_of_the_comparison_is_documented()
    {
        string documentation = File.ReadAllText(Path.Combine(Repository.Root, "docs", "summary-schema.md"));
        ModeSummary mode = Compare(new() { [Multi] = [], [Root] = [] })[0];
        using JsonDocument summary = JsonDocument.Parse(JsonSerializer.Serialize(mode, ReportJson.Default.ModeSummary));
        JsonElement comparison = summary.RootElement.GetProperty("comparison");

        Assert.All(
            comparison.EnumerateObject().Concat(comparison.GetProperty("shared").EnumerateObject()),
            property => Assert.Contains($"`{property.Name}`", documentation, StringComparison.Ordinal));
    }

    private long[] Ids(string name) => [.. _trace.Events.Where(traced => traced.Action.Operation == name).Select(traced => traced.OperationId)];

    private ModeSummary[] Compare(Dictionary<string, long[]> givenUp, string? givenUpAs = null, bool drained = true) =>
    [
        .. WorkComparison.Compare(
            Request.Scenario.Thresholds,
            [.. givenUp.Select(mode => Summarise(mode.Key, [.. mode.Value], [.. givenUp.Values.SelectMany(ids => ids)], givenUpAs, drained))]),
    ];

    /// <summary>What is given up costs a mode as much as anything else; what only another mode gives up costs it seventy times as much.</summary>
    private ModeSummary Summarise(string mode, ImmutableHashSet<long> givenUp, ImmutableHashSet<long> byAny, string? givenUpAs, bool drained)
    {
        var observer = new RunObserver();
        var traffic = new List<TrafficAccount>();
        var operations = new List<OperationTraffic>();
        long sequence = 0;
        foreach (var stage in _trace.Stages)
        {
            foreach (var traced in stage.Events)
            {
                string name = traced.Action.Operation;
                var operation = new Operation(traced.OperationId, name, stage.Phase);
                void See(Operation by, Observation what) => observer.Observe([new Observed(1, ActorId.Device("u0001/d1"), ++sequence, by, what)]);
                See(operation, new Observation.MessagesSent(1, 0));
                See(operation, new Observation.PublicKeyOperations(new PublicKeyCounts { Sign = 1 }));
                if (givenUp.Contains(traced.OperationId))
                {
                    See(operation with { Name = givenUpAs ?? name }, new Observation.OperationSkipped("no-key-packages"));
                }

                long octets = byAny.Contains(traced.OperationId) && !givenUp.Contains(traced.OperationId) ? Dear : Cheap;
                void Carry(string label, LinkClass link, long sent, long delivered) => traffic.Add(new TrafficAccount(new TrafficKey(name, stage.Phase, label, link), 1, sent, 1, delivered));
                Carry("application", LinkClass.DeviceToService, octets, 0);
                Carry("application", LinkClass.ServiceToDevice, 0, 2 * octets);
                Carry("directory", LinkClass.DeviceToService, 3, 0);
                Carry("directory", LinkClass.ServiceToDevice, 0, 4);
                Carry("control", LinkClass.DeviceToService, 5, 0);
                Carry("control", LinkClass.ServiceToDevice, 0, 6);
                Carry("application", LinkClass.ServiceToService, 7, 7);
                operations.Add(new OperationTraffic(traced.OperationId, name, octets, 2 * octets, 3, 4, 5, 6, 7, 7));
            }
        }

        var outcome = new RunOutcome(
            drained,
            long.MaxValue,
            Octets.Own([1, 2]),
            new RunAccounts(new RunTotals(1, 2, 3, 4, 5), [.. traffic]) { Operations = [.. operations] },
            [observer.Collect()],
            _trace.Events.ToImmutableDictionary(traced => traced.OperationId, _ => 10_000L),
            5_000,
            65_000,
            TimeSpan.FromSeconds(1),
            null);
        return SummaryBuilder.Build(Request with { Trace = _trace, Mode = mode }, outcome);
    }
}
