using System.Collections.Immutable;
using Grains.Interfaces.Contracts;

namespace Grains.Clock;

/// <summary>
/// The rules of a run's virtual time, the same wherever the run is carried: how the trace enters, which quantum comes next, when the run rests and why, and that a run that
/// has failed does not go on. Whoever carries the run says what is due and has the quanta run.
/// </summary>
internal sealed class Timeline
{
    private readonly RunSettings _settings;

    /// <summary>Opens a run at virtual millisecond 0.</summary>
    /// <exception cref="ArgumentException">No run can have these settings.</exception>
    public Timeline(RunSettings settings)
    {
        settings.Check();
        _settings = settings;
        Trace = new TraceFeed(settings.Run);
    }

    /// <summary>The commands so far, and how far the trace is complete.</summary>
    public TraceFeed Trace { get; }

    /// <summary>The barrier reached, in virtual milliseconds: the end of the last quantum.</summary>
    public long Now { get; private set; }

    /// <summary>Quanta that were not empty.</summary>
    public long Quanta { get; private set; }

    /// <summary>The first fault; <see langword="null"/> where there has been none.</summary>
    public EngineFault? Fault { get; private set; }

    /// <summary>Goes on from a cut of another run.</summary>
    public void RestoreFrom(long now, long commandsFed)
    {
        Now = now;
        Trace.Restore(commandsFed);
    }

    /// <summary>Commands as mail of the trace.</summary>
    /// <exception cref="ArgumentException">One is for a time that the run may have passed.</exception>
    public ImmutableArray<Envelope> Seal(ImmutableArray<Command> commands) => Trace.Seal(commands, Math.Max(Now, Trace.CompleteUntil ?? 0));

    /// <summary>Notes why the run must end; the first reason counts.</summary>
    public void Fail(EngineFault? fault) => Fault ??= fault;

    /// <summary>The state of rest that a run is in of which <paramref name="due"/> is due first; <see langword="null"/> where it goes on.</summary>
    public RunState? RestAt(long? due) =>
        Fault is not null ? RunState.Failed
        : due >= _settings.EndAt || (due is null && Trace.CompleteUntil is null) ? RunState.Finished
        : due is not { } time || QuantumOf(time).Until > (Trace.CompleteUntil ?? long.MaxValue) ? RunState.Hungry
        : null;

    /// <summary>The quantum in which something is due, cut short where it would go on beyond <paramref name="cut"/>.</summary>
    /// <exception cref="InvalidOperationException">It is due before the barrier that has been reached.</exception>
    public Quantum Next(long due, long cut = long.MaxValue)
    {
        var quantum = QuantumOf(due);
        return due >= Now ? quantum with { Until = Math.Min(quantum.Until, cut) } : throw new InvalidOperationException($"something is due at {due} ms, before the barrier at {Now} ms");
    }

    /// <summary>A quantum has been run everywhere.</summary>
    public void Reach(Quantum quantum)
    {
        Now = quantum.Until;
        Quanta++;
    }

    /// <summary>Lets empty time pass; time never goes back.</summary>
    public void PassTo(long time) => Now = Math.Max(Now, time);

    private Quantum QuantumOf(long time)
    {
        var from = time / _settings.QuantumMilliseconds * _settings.QuantumMilliseconds;
        return new Quantum(from, from + _settings.QuantumMilliseconds);
    }
}
