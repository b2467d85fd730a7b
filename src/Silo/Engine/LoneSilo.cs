using System.Collections.Immutable;
using System.Globalization;
using Grains.Actors;
using Grains.Interfaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Mls.MultiDevice;
using Silo.Commands;
using Silo.Dashboard;
using Silo.Exploring;
using Silo.Hosting;
using Silo.Runs;
using Silo.Telemetry;
using Simulation.Driving;
using Simulation.Scenarios;

namespace Silo.Engine;

/// <summary>A silo that carries the runs that it is asked for, on its page or through its gateway, until it is stopped.</summary>
/// <param name="terminal">Where it says that it is there.</param>
/// <param name="catalog">Scenarios.</param>
/// <param name="reader">Reads them.</param>
/// <param name="version">Version of the program.</param>
internal sealed class LoneSilo(Terminal terminal, ScenarioCatalog catalog, ScenarioReader reader, string version)
{
    /// <summary>The variables of the OpenTelemetry specification that are set.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Gives the exit code.</summary>
    public async Task<int> HostAsync(HostPlan plan, CancellationToken stop)
    {
        await using SiloHost host = await StartAsync(plan, stop);
        await terminal.Output.WriteLineAsync($"{string.Join(", ", plan.Urls.Select(url => url.ToString().TrimEnd('/')))}: start runs and watch them; Ctrl-C ends the silo, --help shows the commands");
        await terminal.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"silo on port {host.Port}, gateway for clients of Orleans on port {host.GatewayPort} of this machine, cluster {host.ClusterId}; results go to {Path.GetFullPath(plan.RunsFolder)}"));
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            await terminal.Output.WriteLineAsync("silo ends");
        }

        return ExitCode.Success;
    }

    /// <summary>Starts it; for tests, too.</summary>
    internal Task<SiloHost> StartAsync(HostPlan plan, CancellationToken stop) => SiloHost.StartAsync(
        new SiloOptions
        {
            Port = plan.Port,
            GatewayPort = plan.GatewayPort == 0 ? SiloPorts.Choose(0) : plan.GatewayPort,
            Site = DashboardPage.At(plan.Urls),
            Telemetry = new TelemetryOptions(plan.Telemetry) { Variables = Variables },
            Compose = host =>
            {
                Composition.Compose(host);
                AddRuns(host.Services, new RunsOptions { Folder = plan.RunsFolder, Modes = Composition.Modes.Names, Version = version });
            },
        },
        stop);

    /// <summary>Adds what the page needs to a silo's services.</summary>
    internal void AddRuns(IServiceCollection services, RunsOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(catalog);
        services.AddSingleton(reader);
        services.AddSingleton(silo => new Explorer(silo.GetRequiredService<IActorFactory>(), options.Modes));
        services.AddSingleton(silo => new RunsDesk(
            new OrderReader(catalog, reader, options.Modes),
            options,
            () => new RunBench(
                silo.GetRequiredService<IGrainFactory>(),
                new RunDriver(silo.GetRequiredService<IGrainFactory>(), new EngineOptions(1, 0), TimeProvider.System),
                new RunsFolder(options.Folder),
                DurableFile.Write,
                TimeProvider.System,
                options.Version),
            TimeProvider.System));
        services.AddSingleton<IRunsDesk>(silo => silo.GetRequiredService<RunsDesk>());
        services.AddSingleton<IHostedService>(silo => silo.GetRequiredService<RunsDesk>());
    }
}
