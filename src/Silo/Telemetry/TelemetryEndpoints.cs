using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Silo.Telemetry;

/// <summary>What a hosted silo answers to those who watch it.</summary>
public static class TelemetryEndpoints
{
    /// <summary>Where metrics are fetched.</summary>
    public const string MetricsPath = "/metrics";

    /// <summary>Serves the metrics of this process's silo at <see cref="MetricsPath"/>, in the text format of Prometheus.</summary>
    /// <param name="endpoints">The web application's.</param>
    /// <param name="silo">Services of the silo, which was built with <see cref="TelemetryOptions.ServesMetrics"/>; <see langword="null"/> where the web application's host is the silo's.</param>
    /// <exception cref="InvalidOperationException">The silo does not measure.</exception>
    public static IEndpointConventionBuilder MapTelemetry(this IEndpointRouteBuilder endpoints, IServiceProvider? silo = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var metrics = (silo ?? endpoints.ServiceProvider).GetService<MeterProvider>() ?? throw new InvalidOperationException("the silo was built without metrics to serve");
        return endpoints.MapPrometheusScrapingEndpoint(MetricsPath, metrics, configureBranchedPipeline: null, optionsName: null);
    }
}
