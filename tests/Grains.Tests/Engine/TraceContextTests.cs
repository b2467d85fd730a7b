using System.Collections.Concurrent;
using System.Diagnostics;
using Grains.Actors;
using Grains.Interfaces.Contracts;
using Grains.Metering;
using Grains.Tests.Support;
using Xunit;

namespace Grains.Tests.Engine;

/// <summary>How spans follow mail. Nothing in it may change what an actor emits.</summary>
public sealed class TraceContextTests : IDisposable
{
    private static readonly ActorId Service = ActorId.User("u1");

    private readonly Meters _meters = new(listens: false);
    private readonly EngineMeter _meter;
    private readonly RunMeter _run;
    private readonly ConcurrentQueue<Activity> _ended = new();

    public TraceContextTests()
    {
        _meter = new EngineMeter(_meters, TimeProvider.System);
        _run = _meter.Open(Cluster.Settings(1, nameof(TraceContextTests)));
    }

    public void Dispose()
    {
        _meter.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public void A_command_begins_a_trace_and_the_mail_that_it_leads_to_carries_it_on()
    {
        using var listener = Listen(ActivitySamplingResult.AllDataAndRecorded);
        var device = Step(Samples.Me, Command("talk"));

        var letter = Assert.Single(device.Outbox).Letter;
        var service = Step(Service, new Envelope(letter, Service, 5, 0));

        var spans = _ended.ToArray();
        Assert.Equal(["process device", "process user"], spans.Select(span => span.DisplayName));
        Assert.Equal(default, spans[0].ParentSpanId);
        Assert.Equal(spans[0].SpanId, spans[1].ParentSpanId);
        Assert.Equal(spans[0].TraceId, spans[1].TraceId);
        Assert.Equal(spans[1].Id, Assert.Single(service.Outbox).Letter.TraceParent);
        Assert.Equal("send-message", spans[1].GetTagItem("mls.operation.name"));
        Assert.Equal("u1/d1", spans[0].GetTagItem("sim.actor.name"));
        Assert.Equal(0.005, spans[1].GetTagItem("sim.virtual_time"));
        Assert.Equal("go", spans[1].GetTagItem("sim.mail.kind"));
    }

    [Fact]
    public void Mail_of_an_operation_that_is_not_sampled_has_no_span_and_no_context()
    {
        using (Listen(ActivitySamplingResult.PropagationData))
        {
            var letter = Assert.Single(Step(Samples.Me, Command("talk")).Outbox).Letter;
            Assert.Null(letter.TraceParent);
            _ended.Clear();

            Step(Service, new Envelope(letter, Service, 5, 0));
        }

        Assert.Empty(_ended);
    }

    [Fact]
    public void What_an_actor_emits_is_the_same_with_and_without_spans()
    {
        var without = Step(Samples.Me, Command("talk"));
        using var listener = Listen(ActivitySamplingResult.AllDataAndRecorded);

        var with = Step(Samples.Me, Command("talk"));

        Assert.Equal(without.Chain, with.Chain);
        Assert.NotNull(Assert.Single(with.Outbox).Letter.TraceParent);
        Assert.Equal(Assert.Single(without.Outbox).Letter, Assert.Single(with.Outbox).Letter with { TraceParent = null });
    }

    [Fact]
    public void A_defect_ends_the_span_with_its_type_and_not_with_its_text()
    {
        using var listener = Listen(ActivitySamplingResult.AllDataAndRecorded);

        Assert.Throws<ActorFaultException>(() => Step(Samples.Me, Command("poison")));

        var span = Assert.Single(_ended);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal(typeof(InvalidOperationException).FullName, span.GetTagItem("error.type"));
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value is string text && text.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_nobody_listens_an_event_costs_no_allocation()
    {
        ActorEvent what = new ActorEvent.Delivered(Command("talk"));
        Watch();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            Watch();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Watch()
        {
            using var watched = _run.Events.Begin(Samples.Me, what, 5);
            Assert.Null(watched.TraceParent);
        }
    }

    [Fact]
    public async Task A_checkpoint_holds_nothing_of_a_trace()
    {
        using var listener = Listen(ActivitySamplingResult.AllDataAndRecorded);
        await using var cluster = await Cluster.StartAsync(1, Runs.World);
        await using var run = await Runs.OpenAsync(cluster, Cluster.Settings(1, nameof(TraceContextTests)));

        // Until so much has happened that some of what waits was sent by actors.
        await run.RunAsync(maxQuanta: 12, cancellation: TestContext.Current.CancellationToken);
        var mail = (await run.CheckpointAsync()).Mail.Where(envelope => envelope.Sender.Kind != ActorKind.Outside).ToArray();

        Assert.NotEmpty(_ended);
        Assert.NotEmpty(mail);
        Assert.All(mail, envelope => Assert.Null(envelope.Letter.TraceParent));
    }

    private ActivityListener Listen(ActivitySamplingResult sampling)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EngineMeter.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => sampling,
            ActivityStopped = span =>
            {
                // Other tests of this process run silos meanwhile.
                if (span.GetTagItem("sim.run") is null or nameof(TraceContextTests))
                {
                    _ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private StepResult Step(ActorId actor, Envelope envelope)
    {
        var factory = new ScriptedActor.Factory((_, text, outbox) =>
        {
            if (text == "poison")
            {
                throw new InvalidOperationException("a secret");
            }

            outbox.Send(Samples.Mail(Service, "go") with { Operation = new Operation(4, "send-message", Phase.Measured) });
        });
        using var host = ActorHost.Create(Samples.Seat() with { Actor = actor }, factory);
        return host.Step(new StepRequest(0, 0, 20, [envelope]), _run.Events);
    }

    private static Envelope Command(string kind) => Samples.Envelope(ActorId.Trace, 1, 3, kind);
}
