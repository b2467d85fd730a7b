using Silo.Hosting;
using Simulation.Driving;

namespace Silo.Engine;

/// <summary>Runs on silos of this machine.</summary>
internal sealed class OrleansRunEngine(SiloHost host, EngineOptions options, TimeProvider clock) : IRunEngine
{
    private readonly RunDriver _driver = new(host.Grains, options, clock);

    public Task<RunOutcome> RunAsync(RunRequest request, IProgress<RunStatus> progress, CancellationToken stop) => _driver.RunAsync(request, progress, stop);

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
