using System.Collections.Immutable;
using Mls.MultiDevice;
using Silo.Hosting;
using Simulation.Driving;

namespace Silo.Engine;

/// <summary>Starts silos on this machine.</summary>
internal sealed class OrleansRunEngineFactory(TimeProvider clock) : IRunEngineFactory
{
    public ImmutableArray<string> Modes { get; } = [.. ModeCatalog.Names];

    public async Task<IRunEngine> StartAsync(EngineOptions options, CancellationToken stop)
    {
        SiloHost host = await SiloHost.StartAsync(new SiloOptions { Silos = options.Silos, Compose = Composition.Compose }, stop);
        return new OrleansRunEngine(host, options, clock);
    }
}
