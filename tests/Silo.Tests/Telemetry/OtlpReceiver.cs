using System.Collections.Concurrent;
using System.Collections.Immutable;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Silo.Tests.Protos;

namespace Silo.Tests.Telemetry;

/// <summary>A collector on loopback that keeps what it is sent by OTLP over HTTP.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<ResourceSpans> _spans = new();
    private readonly ConcurrentQueue<ResourceMetrics> _metrics = new();

    private OtlpReceiver(WebApplication application) => _application = application;

    /// <summary>The spans of the program's own source, each with the silo that sent it.</summary>
    public IEnumerable<(string Silo, Span Span)> Spans =>
        from part in _spans
        from scope in part.ScopeSpans
        where scope.Scope.Name == "Grains"
        from span in scope.Spans
        select (Text(part.Resource.Attributes, "service.instance.id"), span);

    /// <summary>Names of the sources that spans came from.</summary>
    public IEnumerable<string> Sources => _spans.SelectMany(part => part.ScopeSpans).Select(scope => scope.Scope.Name).Distinct(StringComparer.Ordinal);

    /// <summary>Name, unit and meter of what was measured.</summary>
    public IEnumerable<(string Name, string Unit, string Meter)> Metrics =>
        (from part in _metrics from scope in part.ScopeMetrics from metric in scope.Metrics select (metric.Name, metric.Unit, scope.Scope.Name)).Distinct();

    /// <summary>How often metrics came.</summary>
    public int Exports => _metrics.Count;

    /// <summary>What a silo must be told, to send here.</summary>
    public ImmutableDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _application.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_TRACES_SAMPLER"] = "always_on",
        ["OTEL_BSP_MAX_QUEUE_SIZE"] = "1000000",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "250",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public static async Task<OtlpReceiver> StartAsync(CancellationToken cancellation)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        WebApplication application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(application);
        application.MapPost("/v1/traces", async request =>
        {
            foreach (var part in (await ReadAsync(ExportTraceServiceRequest.Parser, request)).ResourceSpans)
            {
                receiver._spans.Enqueue(part);
            }
        });
        application.MapPost("/v1/metrics", async request =>
        {
            foreach (var part in (await ReadAsync(ExportMetricsServiceRequest.Parser, request)).ResourceMetrics)
            {
                receiver._metrics.Enqueue(part);
            }
        });
        await application.StartAsync(cancellation);
        return receiver;
    }

    /// <summary>An attribute that is a text; empty where there is none.</summary>
    public static string Text(IEnumerable<KeyValue> attributes, string key) => attributes.FirstOrDefault(one => one.Key == key)?.Value.StringValue ?? "";

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task<T> ReadAsync<T>(MessageParser<T> parser, HttpContext request)
        where T : IMessage<T>
    {
        using var body = new MemoryStream();
        await request.Request.Body.CopyToAsync(body);
        return parser.ParseFrom(body.ToArray());
    }
}
