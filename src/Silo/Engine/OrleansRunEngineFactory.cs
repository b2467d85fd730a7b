using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Mls.MultiDevice;
using Silo.Dashboard;
using Silo.Hosting;
using Silo.Runs;
using Silo.Telemetry;
using Simulation.Driving;

namespace Silo.Engine;

/// <summary>Starts silos on this machine.</summary>
/// <param name="clock">Real time.</param>
/// <param name="compose">Puts a silo of this process together.</param>
/// <param name="addRuns">Adds what a page needs; null where there are no pages.</param>
internal sealed class OrleansRunEngineFactory(TimeProvider clock, Action<IHostApplicationBuilder> compose, Action<IServiceCollection, RunsOptions>? addRuns = null) : IRunEngineFactory
{
    public ImmutableArray<string> Modes { get; } = Composition.Modes.Names;

    /// <summary>See <see cref="TelemetryOptions.Variables"/>.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    public async Task<IRunEngine> StartAsync(EngineOptions options, CancellationToken stop)
    {
        var silos = new SiloOptions { Silos = options.Silos, Telemetry = new TelemetryOptions(options.Telemetry) { Variables = Variables }, Compose = compose };
        if (options.Page is not { } page || addRuns is null)
        {
            return new OrleansRunEngine(await SiloHost.StartAsync(silos, stop), options, clock, null);
        }

        SiloHost host = await SiloHost.StartAsync(silos with { Compose = builder => ComposeWithPage(builder, page), Site = DashboardPage.At(page.Urls) }, stop);
        return new OrleansRunEngine(host, options, clock, new RunShow(page, host.Services.GetRequiredService<RunsDesk>(), host.Grains, clock));
    }

    private void ComposeWithPage(IHostApplicationBuilder builder, RunPage page)
    {
        compose(builder);
        addRuns!(builder.Services, new RunsOptions { Folder = string.Empty, Modes = page.Modes, Version = string.Empty, TakesOrders = false });
    }
}
