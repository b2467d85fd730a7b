using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Runs;
using Simulation.Driving;

namespace Silo.Runs;

/// <summary>A run that can be watched and held: what it is now, and its figures so far. Safe for use by several threads; whoever watches reads at a pace of its own.</summary>
public sealed class LiveRun : IDisposable
{
    private const int MostPoints = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, PointSeries> _series;
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _changed = NewSignal();
    private RunTicket _ticket;
    private SimulationRunSeat? _seat;
    private TaskCompletionSource _left = NewSignal();
    private long _changes = 1;
    private int _viewers;

    /// <summary>A run that waits for its turn.</summary>
    public LiveRun(RunTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        _ticket = ticket;
        _series = ticket.Modes.ToDictionary(mode => mode, _ => new PointSeries(MostPoints), StringComparer.Ordinal);
    }

    /// <summary>What it is now.</summary>
    public RunTicket Ticket
    {
        get
        {
            lock (_gate)
            {
                return _ticket;
            }
        }
    }

    /// <summary>Cancelled when somebody wants it to end.</summary>
    public CancellationToken StopWanted => _stop.Token;

    /// <summary>Holds it; null before it runs.</summary>
    public RunControl? Control { get; private set; }

    /// <summary>Whether it has ended, in whichever way.</summary>
    public bool IsOver => Ticket.State is TicketState.Finished or TicketState.Stopped or TicketState.Failed;

    /// <summary>The engine's run that carries a mode now; null where none does.</summary>
    public RunKey? KeyOf(string mode)
    {
        lock (_gate)
        {
            return _seat is { } seat && seat.Mode == mode ? seat.Key : null;
        }
    }

    /// <summary>Changes what it is.</summary>
    public void Update(Func<RunTicket, RunTicket> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_gate)
        {
            _ticket = change(_ticket);
            Signal();
        }
    }

    /// <summary>Asks it to end.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <summary>Somebody watches until the result is disposed.</summary>
    internal IDisposable Watching()
    {
        lock (_gate)
        {
            _viewers++;
        }

        return new Viewer(this);
    }

    /// <summary>Completes when nobody watches: at once where nobody does.</summary>
    internal async Task NobodyWatchesAsync(CancellationToken stop)
    {
        while (true)
        {
            Task left;
            lock (_gate)
            {
                if (_viewers == 0)
                {
                    return;
                }

                left = _left.Task;
            }

            await Task.WhenAny(left, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop));
            if (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>It begins.</summary>
    internal void Begin(RunControl control)
    {
        Control = control;
        Update(ticket => ticket with { State = TicketState.Running });
    }

    /// <summary>The engine's run is there, or is about to go.</summary>
    internal void Seat(string mode, RunKey? key)
    {
        lock (_gate)
        {
            _seat = key is null ? null : new SimulationRunSeat(mode, key);
        }
    }

    /// <summary>Takes the next figures.</summary>
    internal void Add(Point point)
    {
        lock (_gate)
        {
            _series[point.Mode].Add(point);
            Signal();
        }
    }

    /// <summary>What has changed since <paramref name="cursor"/>: completes at once where something has, or else when something does.</summary>
    internal async Task<LiveNews> NewsAsync(LiveCursor cursor, CancellationToken stop)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_changes > cursor.Changes)
                {
                    return new LiveNews(
                        _ticket,
                        [.. _ticket.Modes.SelectMany(mode => _series[mode].From(cursor.Points.GetValueOrDefault(mode)))],
                        new LiveCursor(_changes, _ticket.Modes.ToImmutableDictionary(mode => mode, mode => _series[mode].Count, StringComparer.Ordinal)));
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(stop);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        _changes++;
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private void Leave()
    {
        lock (_gate)
        {
            _viewers--;
            _left.TrySetResult();
            _left = NewSignal();
        }
    }

    private sealed class Viewer(LiveRun run) : IDisposable
    {
        public void Dispose() => run.Leave();
    }

    private sealed record SimulationRunSeat(string Mode, RunKey Key);
}
