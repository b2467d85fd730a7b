using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Simulation.Driving;
using Simulation.Scenarios;
using Simulation.Workload;
using Xunit;

namespace Simulation.Tests.Driving;

public sealed class StatusReporterTests
{
    private const int Members = 50;
    private const int Messages = 100;

    /// <summary>First a chat of two, then a group of fifty: as many messages, and 25 times the work.</summary>
    [Fact]
    public void The_time_left_is_foretold_from_the_work_of_the_events_and_not_from_their_number()
    {
        var told = new Told();
        var clock = new HandClock();
        RunRequest request = Request();
        var reporter = new StatusReporter(request, told, clock, clock.GetTimestamp());
        clock.Pass(TimeSpan.FromSeconds(5));
        reporter.Report(At(0));
        Assert.Null(told.Last!.Left);

        reporter.Begin(request.Trace.Stages[1], 0);
        clock.Pass(TimeSpan.FromSeconds(2 * Messages));
        reporter.Report(At(Messages));

        Assert.InRange(told.Last.Left!.Value.TotalSeconds, 0.6 * Members * Messages, 1.4 * Members * Messages);
        Assert.InRange(told.Last.Share, 0.01, 0.15);
        Assert.Equal((Members + 2 + Messages, Members + 2 + (2 * Messages)), (told.Last.Operations, told.Last.PlannedOperations));
    }

    [Fact]
    public void What_a_device_has_missed_is_work_when_it_comes_back()
    {
        DeviceName second = new("u0002/d1");
        Trace trace = Request().Trace;
        TraceStage life = trace.Stages[1] with
        {
            Events =
            [
                new TraceEvent(0, 1, new TraceAction.GoOffline(second)),
                new TraceEvent(1, 2, new TraceAction.SendMessage(new ConversationName("g:chat"), new DeviceName("u0001/d1"), 10)),
                new TraceEvent(2, 3, new TraceAction.SendMessage(new ConversationName("g:chat"), new DeviceName("u0001/d1"), 10)),
                new TraceEvent(3, 4, new TraceAction.GoOnline(second)),
            ],
        };

        ImmutableArray<long> work = TraceWork.Of(trace with { Stages = [trace.Stages[0], life] })[1];

        Assert.Equal([1, 1 + 2, 1 + 2 + 2, 1 + 2 + 2 + 3], work);
    }

    private static readonly Scenario Family = ScenarioFiles.Read("family");

    private static RunRequest Request() => new(Family, new Trace(1, [Setup(), Life()], 0), "tree-root", Entropy.Seeded);

    private static UserName User(int number) => new($"u{number:D4}");

    private static TraceStage Setup() => new(
        "register",
        Phase.Setup,
        0,
        [
            .. Enumerable.Range(1, Members).Select(user => new TraceEvent(0, user, new TraceAction.RegisterUser(User(user), [new NewDevice(new DeviceName($"{User(user)}/d1"), DeviceClass.Phone)]))),
            new TraceEvent(0, Members + 1, new TraceAction.CreateGroup(new ConversationName("g:chat"), new DeviceName("u0001/d1"), [User(1), User(2)])),
            new TraceEvent(0, Members + 2, new TraceAction.CreateGroup(new ConversationName("g:all"), new DeviceName("u0001/d1"), [.. Enumerable.Range(1, Members).Select(User)])),
        ]);

    private static TraceStage Life() => new(
        "life",
        Phase.Measured,
        1000,
        [.. Enumerable.Range(0, 2 * Messages).Select(i => new TraceEvent(i, 1000 + i, new TraceAction.SendMessage(new ConversationName(i < Messages ? "g:chat" : "g:all"), new DeviceName("u0001/d1"), 10)))]);

    private static RunProgress At(long now) => new() { State = RunState.Running, Now = now, Quanta = 1, Totals = new RunTotals(0, 0, 0, 0, 0) };

    private sealed class Told : IProgress<RunStatus>
    {
        public RunStatus? Last { get; private set; }

        public void Report(RunStatus value) => Last = value;
    }

    private sealed class HandClock : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Pass(TimeSpan time) => _now += time.Ticks;
    }
}
