using System.Reflection;
using Grains.Metering;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Mls.MultiDevice.Metering;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orleans.Hosting;
using Simulation.Driving;

namespace Silo.Telemetry;

/// <summary>Registers metrics and traces with the host of a silo.</summary>
public static class TelemetryRegistration
{
    /// <summary>What the program is called where its telemetry is looked at, unless OTEL_SERVICE_NAME says otherwise.</summary>
    private const string ServiceName = "mls-sim";

    /// <summary>The program's own meters, Orleans' and the runtime's.</summary>
    private static readonly string[] Meters = [EngineMeter.Name, DeviceMeter.Name, "Microsoft.Orleans", "System.Runtime"];

    /// <summary>The program's own spans, and those of Orleans' calls.</summary>
    private static readonly string[] Sources = [EngineMeter.Name, "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application"];

    /// <summary>Has the silo send and serve what it measures. Metrics are sent at intervals, and once more when the host is disposed of.</summary>
    /// <param name="host">The silo's host.</param>
    /// <param name="options">What to send and serve.</param>
    /// <param name="instance">Tells the silos of a cluster apart.</param>
    /// <exception cref="Simulation.Scenarios.WrongUseException">A variable has a value that means nothing.</exception>
    public static void AddTelemetry(this IHostApplicationBuilder host, TelemetryOptions options, string instance)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(options);
        if (!options.IsOn)
        {
            return;
        }

        TelemetryVariables.Check(options.Variables);

        // The host reads no environment variables; the exporters look for theirs in its configuration.
        host.Configuration.AddInMemoryCollection(options.Variables.Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value)));
        var telemetry = host.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceVersion: Version(), autoGenerateServiceInstanceId: false, serviceInstanceId: instance).AddEnvironmentVariableDetector())
            .WithMetrics(metrics => AddMetrics(metrics, options));
        if (options.Target != TelemetryTarget.None && TelemetryVariables.SamplerOf(options.Variables) is { } sampler)
        {
            host.UseOrleans(silo => silo.AddActivityPropagation());
            telemetry.WithTracing(traces => AddTraces(traces.SetSampler(sampler), options.Target));
        }
    }

    private static void AddMetrics(MeterProviderBuilder metrics, TelemetryOptions options)
    {
        metrics.AddMeter(Meters);
        switch (options.Target)
        {
            case TelemetryTarget.Console:
                metrics.AddConsoleExporter();
                break;
            case TelemetryTarget.Otlp:
                metrics.AddOtlpExporter();
                break;
            default:
                break;
        }

        if (options.ServesMetrics)
        {
            metrics.AddPrometheusExporter();
        }
    }

    private static void AddTraces(TracerProviderBuilder traces, TelemetryTarget target)
    {
        traces.AddSource(Sources);
        if (target == TelemetryTarget.Console)
        {
            traces.AddConsoleExporter();
        }
        else
        {
            traces.AddOtlpExporter();
        }
    }

    private static string? Version() => typeof(TelemetryRegistration).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
