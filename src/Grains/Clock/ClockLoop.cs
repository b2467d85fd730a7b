using System.Collections.Immutable;
using Grains.Interfaces.Contracts;

namespace Grains.Clock;

/// <summary>Virtual time of one run. The loop goes on between the clock's calls and rests at barriers only; all of it happens on the clock's scheduler.</summary>
internal sealed class ClockLoop(RunSettings settings, Offices offices, TimeProvider clock)
{
    private readonly TraceFeed _trace = new(settings.Run);
    private TaskCompletionSource _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private QuantumResult _last = new() { Done = true };
    private EngineFault? _fault;
    private long _now;
    private long _quanta;
    private long? _quantaLeft;
    private TimeSpan _lag;
    private bool _lookAgain;
    private bool _pauseAsked;
    private bool _stopAsked;
    private Watch? _watch;

    public RunState State { get; private set; } = RunState.Paused;

    public long CommandsFed => _trace.Count;

    public RunProgress Progress => new()
    {
        State = State,
        Now = _now,
        Quanta = _quanta,
        Totals = _last.Totals,
        NextDue = _last.NextDue,
        LagMilliseconds = Math.Max(0, (long)_lag.TotalMilliseconds),
        Fault = _fault,
    };

    /// <summary>Has barriers told to whoever watches.</summary>
    public void Watch(Watch watch) => _watch = watch;

    /// <summary>Goes on from a checkpoint, whose actors and mail the offices have already.</summary>
    public Task RestoreFrom(RunCheckpoint checkpoint)
    {
        _now = checkpoint.At;
        _trace.Restore(checkpoint.CommandsFed);
        return LookAround();
    }

    /// <summary>Lets virtual time pass, where it rests and nothing speaks against it.</summary>
    public void Resume(long? maxQuanta)
    {
        if (State is RunState.Paused or RunState.Finished or RunState.Hungry)
        {
            _quantaLeft = maxQuanta;
            Go();
        }
    }

    public void Pause() => _pauseAsked = State == RunState.Running;

    public void Stop()
    {
        _stopAsked = State == RunState.Running;
        if (State is RunState.Paused or RunState.Hungry)
        {
            State = RunState.Stopped;
        }
    }

    /// <summary>Ends when the run is at rest, or after <paramref name="patience"/>.</summary>
    public Task Rest(TimeSpan patience) =>
        State == RunState.Running ? Task.WhenAny(_rest.Task, Task.Delay(patience, clock)) : Task.CompletedTask;

    /// <summary>Hands a part of the trace to the offices. A hungry run goes on, one at rest stays there with something to do.</summary>
    public async Task Feed(ImmutableArray<Command> commands, long? completeUntil)
    {
        if (State == RunState.Running && _trace.CompleteUntil is null)
        {
            throw new InvalidOperationException("the trace has been fed to its end");
        }

        var mail = _trace.Seal(commands, Math.Max(_now, _trace.CompleteUntil ?? 0));
        await offices.Distribute(mail, envelope => envelope.Recipient, (office, share) => office.Enqueue(settings.Run, share));
        _trace.Advance(completeUntil);
        if (State == RunState.Running)
        {
            _lookAgain = true;
            return;
        }

        await LookAround();
        if (State == RunState.Hungry)
        {
            Go();
        }
        else if (State == RunState.Finished)
        {
            State = RunState.Paused;
        }
    }

    /// <summary>Learns what is due after something else than the loop has changed it.</summary>
    public async Task LookAround()
    {
        _lookAgain = false;
        _last = await offices.Look();
        _fault ??= _last.Fault;
        if (_fault is not null && State != RunState.Running)
        {
            State = RunState.Failed;
        }
    }

    private void Go()
    {
        State = RunState.Running;
        _pauseAsked = false;
        _rest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Run().Ignore();
    }

    private async Task Run()
    {
        try
        {
            var pacer = new Pacer(settings.Pace, _now, clock);
            RunState? end;
            while ((end = WhyRest()) is null)
            {
                await RunNext(pacer);
                if (_lookAgain)
                {
                    await LookAround();
                }

                if (_watch is { IsDue: true })
                {
                    await _watch.Tell(Progress);
                }
            }

            ComeToRest(end.Value);
        }
        catch (Exception exception)
        {
            _fault = new EngineFault(new ActorId(ActorKind.Outside, "clock"), _now, $"clock at {_now} ms: {exception.GetType().Name}: {exception.Message}", exception.ToString());
            ComeToRest(RunState.Failed);
        }
    }

    /// <summary>The state of rest that the run must go into at this barrier; <see langword="null"/> where it goes on.</summary>
    private RunState? WhyRest()
    {
        if (_fault is not null)
        {
            return RunState.Failed;
        }

        if (_stopAsked)
        {
            return RunState.Stopped;
        }

        if (_pauseAsked || _quantaLeft == 0)
        {
            return RunState.Paused;
        }

        if (_last.NextDue >= settings.EndAt || (_last.NextDue is null && _trace.CompleteUntil is null))
        {
            return RunState.Finished;
        }

        return _last.NextDue is not { } due || QuantumEnd(due) > (_trace.CompleteUntil ?? long.MaxValue) ? RunState.Hungry : null;
    }

    private async Task RunNext(Pacer pacer)
    {
        var until = QuantumEnd(_last.NextDue!.Value);
        var from = until - settings.QuantumMilliseconds;
        if (from < _now)
        {
            throw new InvalidOperationException($"something is due at {_last.NextDue} ms, before the barrier");
        }

        var wait = pacer.Until(from);
        if (wait > TimeSpan.Zero)
        {
            await pacer.Nap(wait);
            return;
        }

        _lag = -wait;
        _last = await offices.RunQuantum(from, until);
        _fault = _last.Fault;
        _now = until;
        _quanta++;
        _quantaLeft--;
    }

    private long QuantumEnd(long time) => ((time / settings.QuantumMilliseconds) + 1) * settings.QuantumMilliseconds;

    private void ComeToRest(RunState state)
    {
        State = state;
        _pauseAsked = false;
        _stopAsked = false;
        _rest.TrySetResult();
    }
}
