using Grains.Interfaces;

namespace Simulation.Driving;

/// <summary>Lets somebody hold a run, and follow it. Safe for use by several threads.</summary>
public sealed class RunControl : IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _pause = new();
    private TaskCompletionSource? _going;

    /// <summary>Told when the engine's run has been opened; virtual time waits for it.</summary>
    public Func<SimulationRun, Task> Opened { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Told when it has come to its end and is still there.</summary>
    public Func<SimulationRun, Task> Ended { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Whether the run is held, or will be at the next barrier.</summary>
    public bool IsPaused
    {
        get
        {
            lock (_gate)
            {
                return _going is not null;
            }
        }
    }

    /// <summary>Cancelled when a pause is wanted.</summary>
    internal CancellationToken PauseWanted
    {
        get
        {
            lock (_gate)
            {
                return _pause.Token;
            }
        }
    }

    /// <summary>Completes when the run is not held.</summary>
    internal Task Going
    {
        get
        {
            lock (_gate)
            {
                return _going?.Task ?? Task.CompletedTask;
            }
        }
    }

    /// <summary>Has the run rest at the next barrier.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            _going ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _pause.Cancel();
        }
    }

    /// <summary>Lets it go on.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            _pause.Dispose();
            _pause = new CancellationTokenSource();
            _going?.TrySetResult();
            _going = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _pause.Dispose();
}
