using System.Collections.Immutable;
using Grains.Interfaces.Contracts;

namespace Grains.Clock;

/// <summary>Virtual time of one run. The loop goes on between the clock's calls and rests at barriers only; all of it happens on the clock's scheduler.</summary>
internal sealed class ClockLoop(RunSettings settings, Offices offices, TimeProvider clock)
{
    private readonly Timeline _time = new(settings);
    private TaskCompletionSource _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private QuantumResult _last = new() { Done = true };
    private long? _quantaLeft;
    private TimeSpan _lag;
    private bool _lookAgain;
    private bool _pauseAsked;
    private bool _stopAsked;
    private Watch? _watch;

    public RunState State { get; private set; } = RunState.Paused;

    public long CommandsFed => _time.Trace.Count;

    public RunProgress Progress => new()
    {
        State = State,
        Now = _time.Now,
        Quanta = _time.Quanta,
        Totals = _last.Totals,
        NextDue = _last.NextDue,
        LagMilliseconds = Math.Max(0, (long)_lag.TotalMilliseconds),
        Fault = _time.Fault,
    };

    /// <summary>Has barriers told to whoever watches.</summary>
    public void Watch(Watch watch) => _watch = watch;

    /// <summary>Goes on from a checkpoint, whose actors and mail the offices have already.</summary>
    public Task RestoreFrom(RunCheckpoint checkpoint)
    {
        _time.RestoreFrom(checkpoint.At, checkpoint.CommandsFed);
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
        if (State == RunState.Running && _time.Trace.CompleteUntil is null)
        {
            throw new InvalidOperationException("the trace has been fed to its end");
        }

        var mail = _time.Seal(commands);
        await offices.Distribute(mail, envelope => envelope.Recipient, (office, share) => office.Enqueue(settings.Run, share));
        _time.Trace.Advance(completeUntil);
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
        _time.Fail(_last.Fault);
        if (_time.Fault is not null && State != RunState.Running)
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
            var pacer = new Pacer(settings.Pace, _time.Now, clock);
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
            _time.Fail(new EngineFault(new ActorId(ActorKind.Outside, "clock"), _time.Now, $"clock at {_time.Now} ms: {exception.GetType().Name}: {exception.Message}", exception.ToString()));
            ComeToRest(RunState.Failed);
        }
    }

    /// <summary>The state of rest that the run must go into at this barrier; <see langword="null"/> where it goes on.</summary>
    private RunState? WhyRest() =>
        _time.Fault is not null ? RunState.Failed
        : _stopAsked ? RunState.Stopped
        : _pauseAsked || _quantaLeft == 0 ? RunState.Paused
        : _time.RestAt(_last.NextDue);

    private async Task RunNext(Pacer pacer)
    {
        var quantum = _time.Next(_last.NextDue!.Value);
        var wait = pacer.Until(quantum.From);
        if (wait > TimeSpan.Zero)
        {
            await pacer.Nap(wait);
            return;
        }

        _lag = -wait;
        _last = await offices.RunQuantum(quantum.From, quantum.Until);
        _time.Fail(_last.Fault);
        _time.Reach(quantum);
        _quantaLeft--;
    }

    private void ComeToRest(RunState state)
    {
        State = state;
        _pauseAsked = false;
        _stopAsked = false;
        _rest.TrySetResult();
    }
}
