using System.Collections.Immutable;
using Grains.Interfaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Silo.Engine;
using Silo.Hosting;
using Silo.Telemetry;
using Simulation.Driving;
using Simulation.Scenarios;
using Simulation.Workload;
using Xunit;

namespace Silo.Tests.Telemetry;

/// <summary>A silo that has run a scenario in every mode, and what it served to whoever fetched metrics: when a run was about to end, and after it.</summary>
public sealed class MeasuredRun : IAsyncLifetime
{
    /// <summary>What Prometheus asks for.</summary>
    private const string Accept = "text/plain;version=0.0.4";

    /// <summary>The metrics at the end of the last run, while it was still open.</summary>
    internal ImmutableArray<PrometheusFamily> During { get; private set; } = [];

    /// <summary>The metrics when all runs were closed.</summary>
    internal ImmutableArray<PrometheusFamily> After { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        var options = new SiloOptions { Compose = Composition.Compose, Telemetry = new TelemetryOptions(TelemetryTarget.None) { ServesMetrics = true } };
        SiloHost host = await SiloHost.StartAsync(options, stop);
        await using var engine = new OrleansRunEngine(host, new EngineOptions(1, 0), TimeProvider.System, null);
        await using WebApplication web = Application();
        web.Urls.Add("http://127.0.0.1:0");
        web.MapTelemetry(host.Services);
        await web.StartAsync(stop);
        using var client = new HttpClient { BaseAddress = new Uri(web.Urls.Single()) };
        client.DefaultRequestHeaders.Add("Accept", Accept);

        string path = Path.Combine(AppContext.BaseDirectory, "scenarios", "ci.json");
        Scenario scenario = new ScenarioReader([.. Composition.Providers.Supported], Composition.Policies).Read(path, await File.ReadAllTextAsync(path, stop));
        Trace trace = TraceGenerator.Generate(scenario, 1, stop: stop);
        foreach (var mode in new OrleansRunEngineFactory(TimeProvider.System, Composition.Compose).Modes)
        {
            using var control = new RunControl
            {
                // As a page does, at the end of the run and before it is closed.
                Ended = async run =>
                {
                    await host.Grains.GetGrain<IClockGrain>(run.Settings.Run.Text).Health();
                    During = PrometheusText.Parse(await client.GetStringAsync(TelemetryEndpoints.MetricsPath, stop));
                },
            };
            RunOutcome outcome = await engine.RunAsync(new RunRequest(scenario, trace, mode, Entropy.Seeded) { Control = control }, new Progress<RunStatus>(), stop);
            Assert.True(outcome.Drained);
        }

        After = PrometheusText.Parse(await client.GetStringAsync(TelemetryEndpoints.MetricsPath, stop));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static WebApplication Application()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        return builder.Build();
    }
}
