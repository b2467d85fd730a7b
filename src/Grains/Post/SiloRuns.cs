using System.Collections.Concurrent;
using Grains.Actors;
using Grains.Interfaces.Contracts;
using Grains.Metering;

namespace Grains.Post;

/// <summary>The runs that are open on this silo. One object per silo, shared by its post office, its grains and its placement director.</summary>
public sealed class SiloRuns(IActorFactory factory, EngineMeter meter)
{
    private readonly ConcurrentDictionary<RunKey, SiloRun> _open = new();

    /// <summary>The run; <see langword="null"/> where it is not open on this silo.</summary>
    public SiloRun? Find(RunKey run) => _open.GetValueOrDefault(run);

    /// <summary>The run; <see cref="InvalidOperationException"/> where it is not open on this silo.</summary>
    public SiloRun Get(RunKey run) => Find(run) ?? throw new InvalidOperationException($"run {run.Text} is not open on this silo");

    /// <summary>Opens a run; <see cref="InvalidOperationException"/> where it is open already.</summary>
    public SiloRun Open(RunOpening opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        var run = new SiloRun(opening, factory, meter);
        if (!_open.TryAdd(opening.Settings.Run, run))
        {
            run.Dispose();
            throw new InvalidOperationException($"run {opening.Settings.Run.Text} is open already");
        }

        return run;
    }

    /// <summary>Closes a run, if it is open.</summary>
    public void Close(RunKey run)
    {
        if (_open.TryRemove(run, out var closed))
        {
            closed.Dispose();
        }
    }
}
