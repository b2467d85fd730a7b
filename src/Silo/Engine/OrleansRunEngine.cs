using Silo.Hosting;
using Silo.Runs;
using Simulation.Driving;

namespace Silo.Engine;

/// <summary>Runs on silos of this machine.</summary>
internal sealed class OrleansRunEngine(SiloHost host, EngineOptions options, TimeProvider clock, RunShow? show) : IRunEngine
{
    /// <summary>How long after a fault the end of a process may become known that explains it.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(2);

    private readonly RunDriver _driver = new(host.Grains, options, clock);

    public IRunShow? Show => show;

    public async Task<RunOutcome> RunAsync(RunRequest request, IProgress<RunStatus> progress, CancellationToken stop)
    {
        var seen = new LastSeen(progress);
        Task<RunOutcome> run = _driver.RunAsync(request, seen, stop);
        if (await Task.WhenAny(run, host.Lost) == run && run.IsCompletedSuccessfully)
        {
            return await run;
        }

        // A fault may be the lost silo's: its process is known to have ended a little later.
        if (host.Lost == await Task.WhenAny(host.Lost, options.Silos > 1 ? Task.Delay(Aftermath, CancellationToken.None) : Task.CompletedTask))
        {
            _ = run.ContinueWith(static late => late.Exception, TaskScheduler.Default);
            throw new SiloLostException(await host.Lost, request.Mode, seen.NowMilliseconds);
        }

        return await run;
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        show?.Dispose();
    }

    /// <summary>Remembers how far a run was when it was last heard of.</summary>
    private sealed class LastSeen(IProgress<RunStatus> next) : IProgress<RunStatus>
    {
        private long _now;

        public long NowMilliseconds => Interlocked.Read(ref _now);

        public void Report(RunStatus value)
        {
            Interlocked.Exchange(ref _now, value.NowMilliseconds);
            next.Report(value);
        }
    }
}
