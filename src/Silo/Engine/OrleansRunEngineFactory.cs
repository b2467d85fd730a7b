using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Mls.MultiDevice;
using Silo.Hosting;
using Simulation.Driving;

namespace Silo.Engine;

/// <summary>Starts silos on this machine.</summary>
/// <param name="clock">Real time.</param>
/// <param name="compose">Puts a silo of this process together.</param>
internal sealed class OrleansRunEngineFactory(TimeProvider clock, Action<IHostApplicationBuilder> compose) : IRunEngineFactory
{
    public ImmutableArray<string> Modes { get; } = [.. ModeCatalog.Names];

    public async Task<IRunEngine> StartAsync(EngineOptions options, CancellationToken stop)
    {
        SiloHost host = await SiloHost.StartAsync(new SiloOptions { Silos = options.Silos, Compose = compose }, stop);
        return new OrleansRunEngine(host, options, clock);
    }
}
