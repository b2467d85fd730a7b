using System.Collections.Immutable;
using Google.Protobuf;
using Silo.Tests.Protos;
using Xunit;

namespace Silo.Tests.Telemetry;

/// <summary>What a collector, or a person, gets from real runs.</summary>
public sealed class OtlpTests
{
    private static readonly ImmutableDictionary<string, string> NoVariables = ImmutableDictionary<string, string>.Empty;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("multi-client")]
    [InlineData("tree-root")]
    public async Task One_operation_is_one_trace_from_the_device_through_services_to_the_last_member(string mode)
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync(Cancellation);

        ProgramRun run = await ProgramRun.OfAsync(receiver.Variables, "run", "ci", "--mode", mode, "--json", "--telemetry", "otlp");

        Assert.Equal(0, run.ExitCode);
        foreach (var trace in receiver.Spans.Select(sent => sent.Span).GroupBy(span => span.TraceId))
        {
            Span root = Assert.Single(trace, span => span.ParentSpanId.IsEmpty);
            Assert.Equal("process device", root.Name);
            Assert.Equal("command", OtlpReceiver.Text(root.Attributes, "sim.mail.kind"));
            HashSet<ByteString> spans = [.. trace.Select(span => span.SpanId)];
            Assert.All(trace, span => Assert.True(span.ParentSpanId.IsEmpty || spans.Contains(span.ParentSpanId)));
        }

        Span[] message = Largest(receiver, "send-message");
        Assert.Equal(["device", "group", "user"], Kinds(message));
        Assert.True(message.Where(span => OtlpReceiver.Text(span.Attributes, "sim.actor.kind") == "device").Select(span => OtlpReceiver.Text(span.Attributes, "sim.actor.name")).Distinct().Count() > 2);
        Assert.All(message, span => Assert.Equal(mode, OtlpReceiver.Text(span.Attributes, "mls.mode")));
        Assert.Equal(["device", "group", "user"], Kinds(Largest(receiver, "add-device")));
        Assert.Superset(new HashSet<string> { "Grains", "Microsoft.Orleans.Application" }, receiver.Sources.ToHashSet());
    }

    [Fact]
    public async Task Metrics_come_while_the_run_goes_on_and_at_its_end_from_every_meter_and_spans_only_where_asked_for()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync(Cancellation);

        ProgramRun run = await ProgramRun.OfAsync(receiver.Variables.Remove("OTEL_TRACES_SAMPLER"), "run", "ci", "--mode", "tree-root", "--json", "--telemetry", "otlp");

        Assert.Equal(0, run.ExitCode);
        Assert.True(receiver.Exports > 1, $"{receiver.Exports} exports");
        Assert.Contains(("mls.commits", "{commit}", "Grains"), receiver.Metrics);
        Assert.Contains(("mls.commit.duration", "s", "Mls.MultiDevice"), receiver.Metrics);
        Assert.Contains(receiver.Metrics, metric => metric.Meter == "Microsoft.Orleans");
        Assert.Contains(receiver.Metrics, metric => metric.Meter == "System.Runtime");
        Assert.Empty(receiver.Sources);
    }

    [Fact]
    public async Task A_trace_goes_on_from_silo_to_silo_and_changes_no_digest()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync(Cancellation);

        ProgramRun traced = await ProgramRun.OfAsync(receiver.Variables, "run", "ci", "--mode", "tree-root", "--json", "--silos", "3", "--telemetry", "otlp");
        ProgramRun silent = await ProgramRun.OfAsync(NoVariables, "run", "ci", "--mode", "tree-root", "--json");

        Assert.Equal(3, receiver.Spans.Select(sent => sent.Silo).Distinct().Count());
        Assert.Contains(receiver.Spans.GroupBy(sent => sent.Span.TraceId), trace => trace.Select(sent => sent.Silo).Distinct().Count() == 3);
        Assert.Equal(silent.Digest, traced.Digest);
    }

    [Fact]
    public async Task What_is_written_for_people_goes_to_standard_error_and_leaves_results_alone()
    {
        ProgramRun run = await ProgramRun.OfAsync(NoVariables, "run", "ci", "--mode", "tree-root", "--json", "--silos", "2", "--telemetry", "console");

        Assert.NotEmpty(run.Digest);
        Assert.Contains("Metric Name: mls.epochs", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.Error.Split('\n').Where(line => line.Contains("service.instance.id", StringComparison.Ordinal)).Distinct().Count());
    }

    /// <summary>The spans of the trace with most spans among those of an operation.</summary>
    private static Span[] Largest(OtlpReceiver receiver, string operation) =>
    [
        .. receiver.Spans.Select(sent => sent.Span)
            .GroupBy(span => span.TraceId)
            .Where(trace => trace.Any(span => span.ParentSpanId.IsEmpty && OtlpReceiver.Text(span.Attributes, "mls.operation.name") == operation))
            .MaxBy(trace => trace.Count())!,
    ];

    private static string[] Kinds(IEnumerable<Span> spans) => [.. spans.Select(span => OtlpReceiver.Text(span.Attributes, "sim.actor.kind")).Distinct().Order(StringComparer.Ordinal)];
}
