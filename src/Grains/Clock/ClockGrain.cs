using System.Collections.Immutable;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Placement;
using Grains.Post;

namespace Grains.Clock;

/// <summary>Drives one run. The loop is no call: it goes on between the calls, and rests at barriers only.</summary>
[KeepAlive]
public sealed class ClockGrain(PostOfficeClient client, IClusterMembershipService membership) : Grain, IClockGrain
{
    private const int LongestPatience = 5000;

    private readonly TimeProvider _clock = TimeProvider.System;
    private RunSettings? _settings;
    private Offices? _offices;
    private RunState _state = RunState.None;
    private TaskCompletionSource _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private QuantumResult _last = new() { Done = true };
    private EngineFault? _fault;
    private long _now;
    private long _quanta;
    private long? _quantaLeft;
    private TraceFeed? _trace;
    private bool _lookAgain;
    private TimeSpan _lag;
    private bool _pauseAsked;
    private bool _stopAsked;

    private Offices Offices => _offices ?? throw new InvalidOperationException($"run {this.GetPrimaryKeyString()} is not open");

    private RunSettings Settings => _settings ?? throw new InvalidOperationException($"run {this.GetPrimaryKeyString()} is not open");

    private TraceFeed Trace => _trace ?? throw new InvalidOperationException($"run {this.GetPrimaryKeyString()} is not open");

    private RunKey Key => Settings.Run;

    /// <inheritdoc/>
    public async Task Open(RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        if (_state != RunState.None || !string.Equals(settings.Run.Text, this.GetPrimaryKeyString(), StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"run {settings.Run.Text} cannot be opened by the clock {this.GetPrimaryKeyString()} in state {_state}");
        }

        var silos = membership.CurrentSnapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active)
            .Select(member => member.SiloAddress)
            .Order()
            .ToImmutableArray();
        _settings = settings;
        _trace = new TraceFeed(settings.Run);
        _offices = new Offices(settings.Run, new RunPlacement(silos), client.At);
        _state = RunState.Paused;
        await _offices.All(office => office.Open(new RunOpening(settings, silos)));
    }

    /// <inheritdoc/>
    public async Task Configure(ImmutableArray<ActorSetup> actors)
    {
        ExpectRest();
        await Offices.Distribute(actors, setup => setup.Actor, (office, share) => office.Configure(Key, share));
        await LookAround();
    }

    /// <inheritdoc/>
    public async Task Feed(ImmutableArray<Command> commands, long? completeUntil)
    {
        if (_state == RunState.Running && Trace.CompleteUntil is null)
        {
            throw new InvalidOperationException("the trace has been fed to its end");
        }

        var mail = Trace.Seal(commands, Math.Max(_now, Trace.CompleteUntil ?? 0));
        await Offices.Distribute(mail, envelope => envelope.Recipient, (office, share) => office.Enqueue(Key, share));
        Trace.Advance(completeUntil);
        await TakeNoticeOfFood();
    }

    /// <inheritdoc/>
    public Task Resume(long? maxQuanta)
    {
        if (_state is RunState.Paused or RunState.Finished or RunState.Hungry)
        {
            _quantaLeft = maxQuanta;
            Go();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Pause()
    {
        _pauseAsked = _state == RunState.Running;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Stop()
    {
        _stopAsked = _state == RunState.Running;
        if (!_stopAsked && _state is RunState.Paused or RunState.Hungry)
        {
            _state = RunState.Stopped;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<RunProgress> Progress() => Task.FromResult(new RunProgress
    {
        State = _state,
        Now = _now,
        Quanta = _quanta,
        Totals = _last.Totals,
        NextDue = _last.NextDue,
        LagMilliseconds = Math.Max(0, (long)_lag.TotalMilliseconds),
        Fault = _fault,
    });

    /// <inheritdoc/>
    public async Task<RunProgress> AwaitRest(int patienceMilliseconds)
    {
        if (_state == RunState.Running)
        {
            await Task.WhenAny(_rest.Task, Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(patienceMilliseconds, 0, LongestPatience)), _clock));
        }

        return await Progress();
    }

    /// <inheritdoc/>
    public async Task<RunResult> Result()
    {
        ExpectRest();
        var digest = await Offices.Digest();
        var accounts = RunAccounts.Sum(await Offices.All(office => office.Accounts(Key)));
        var observations = await Offices.All(office => office.Observations(Key));
        return new RunResult(await Progress(), digest, accounts, [.. observations]);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ActorOctets>> Reports(ActorId? after, int count)
    {
        ExpectRest();
        var reports = ImmutableArray.CreateBuilder<ActorOctets>();
        await foreach (var report in Offices.Merged((office, page) => office.Reports(page), after, count))
        {
            reports.Add(report);
            if (reports.Count == count)
            {
                break;
            }
        }

        return reports.DrainToImmutable();
    }

    /// <inheritdoc/>
    public async Task<RunCheckpoint> Checkpoint()
    {
        ExpectRest();
        var parts = await Offices.All(office => office.Checkpoint(Key));
        return new RunCheckpoint(
            _now,
            [.. parts.SelectMany(part => part.Actors)],
            [.. parts.SelectMany(part => part.Mail)],
            parts[0].Directory,
            Trace.Count);
    }

    /// <inheritdoc/>
    public async Task OpenFrom(RunSettings settings, RunCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        await Open(settings);
        _now = checkpoint.At;
        Trace.Restore(checkpoint.CommandsFed);
        await Offices.All(office => office.ResumeFrom(Key, checkpoint));
        await LookAround();
    }

    /// <inheritdoc/>
    public async Task RestoreAll()
    {
        ExpectRest();
        await Offices.All(office => office.RestoreAll(Key));
        await LookAround();
    }

    /// <inheritdoc/>
    public async Task Close()
    {
        ExpectRest();
        await Offices.All(office => office.Close(Key));
        _offices = null;
        _state = RunState.None;
        DeactivateOnIdle();
    }

    /// <summary>Starts the loop, which ends at a barrier.</summary>
    private void Go()
    {
        _state = RunState.Running;
        _pauseAsked = false;
        _rest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Loop().Ignore();
    }

    private async Task Loop()
    {
        try
        {
            var pacer = new Pacer(Settings.Pace, _now, _clock);
            RunState? end;
            while ((end = WhyRest()) is null)
            {
                await RunNext(pacer);
                if (_lookAgain)
                {
                    await LookAround();
                }
            }

            Rest(end.Value);
        }
        catch (Exception exception)
        {
            _fault = new EngineFault(new ActorId(ActorKind.Outside, "clock"), _now, $"clock at {_now} ms: {exception.GetType().Name}: {exception.Message}", exception.ToString());
            Rest(RunState.Failed);
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

        if (_last.NextDue >= Settings.EndAt || (_last.NextDue is null && Trace.CompleteUntil is null))
        {
            return RunState.Finished;
        }

        return _last.NextDue is not { } due || QuantumEnd(due) > (Trace.CompleteUntil ?? long.MaxValue) ? RunState.Hungry : null;
    }

    private async Task RunNext(Pacer pacer)
    {
        var until = QuantumEnd(_last.NextDue!.Value);
        var from = until - Settings.QuantumMilliseconds;
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
        _last = await Offices.RunQuantum(from, until);
        _fault = _last.Fault;
        _now = until;
        _quanta++;
        _quantaLeft--;
    }

    private long QuantumEnd(long time) => ((time / Settings.QuantumMilliseconds) + 1) * Settings.QuantumMilliseconds;

    private void Rest(RunState state)
    {
        _state = state;
        _pauseAsked = false;
        _stopAsked = false;
        _rest.TrySetResult();
    }

    /// <summary>A hungry run goes on; a running one looks at the next barrier; one at rest stays there with something to do.</summary>
    private async Task TakeNoticeOfFood()
    {
        if (_state == RunState.Running)
        {
            _lookAgain = true;
            return;
        }

        await LookAround();
        if (_state == RunState.Hungry)
        {
            Go();
        }
        else if (_state == RunState.Finished)
        {
            _state = RunState.Paused;
        }
    }

    private async Task LookAround()
    {
        _lookAgain = false;
        _last = await Offices.Look();
        _fault ??= _last.Fault;
        if (_fault is not null && _state != RunState.Running)
        {
            _state = RunState.Failed;
        }
    }

    private void ExpectRest()
    {
        if (_state is RunState.None or RunState.Running)
        {
            throw new InvalidOperationException($"run {this.GetPrimaryKeyString()} is not at rest but {_state}");
        }
    }
}
