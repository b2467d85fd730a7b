using Grains.Actors;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Placement;
using Grains.Post;

namespace Grains;

/// <summary>Carries an actor: hands each call to the run's pool of threads and decides nothing.</summary>
[ActorPlacement]
[KeepAlive]
public abstract class ActorGrain(SiloRuns runs) : Grain, IActorGrain
{
    private ActorSeat? _seat;
    private SiloRun? _run;
    private ActorHost? _host;
    private long _incarnation;

    private SiloRun Run => _run ?? throw new InvalidOperationException("the grain is not active");

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var (run, actor) = RunKey.ParseGrainKey(this.GetPrimaryKeyString());
        _run = runs.Get(run);
        _seat = _run.SeatOf(actor);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<StepResult> Configure(long incarnation) => Work(() => Describe(Host(incarnation, 0)));

    /// <inheritdoc/>
    public Task<StepResult> Step(StepRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Work(() => Host(request.Incarnation, request.From).Step(request, Run.Meter.Events));
    }

    /// <inheritdoc/>
    public Task<Octets> Snapshot(long incarnation) => Tell(incarnation, () => (_host ?? throw new InvalidOperationException($"{_seat!.Actor} has not come to life")).Snapshot());

    /// <inheritdoc/>
    public Task<StepResult> Restore(long incarnation, Octets snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Work(() =>
        {
            Expect(incarnation, 0);
            var restored = ActorHost.Restore(_seat!, Run.Factory, snapshot.Span);
            _host?.Dispose();
            _incarnation++;
            return Describe(_host = restored);
        });
    }

    /// <inheritdoc/>
    public Task<Octets> Report(long incarnation) => Tell(incarnation, () =>
    {
        if (_host is { } host)
        {
            return host.Report();
        }

        using var unborn = Create();
        return unborn.Report();
    });

    /// <inheritdoc/>
    public Task Retire()
    {
        Forget();
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Forget();
        return Task.CompletedTask;
    }

    /// <summary>Lets <paramref name="view"/> look at the actor between two steps. Looking makes no actor: where there is none, the grain goes again.</summary>
    protected async Task<TView?> Look<TActor, TView>(Func<TActor, TView?> view)
        where TActor : class, IActor
        where TView : class
    {
        if (_host is not { } host)
        {
            DeactivateOnIdle();
            return null;
        }

        return await Run.Pool.Run(() => host.Look(actor => actor is TActor seen ? view(seen) : null));
    }

    private void Forget()
    {
        _host?.Dispose();
        _host = null;
        _incarnation = 0;
    }

    /// <summary>The actor of an incarnation; one that nobody has made yet comes to life.</summary>
    private ActorHost Host(long incarnation, long at)
    {
        Expect(incarnation, at);
        if (_host is null)
        {
            _host = Create();
            _incarnation = 1;
        }

        return _host;
    }

    /// <summary>An activation that is not the one that has the actor's state must not be taken for it: it would go on as a blank actor, and nobody would know.</summary>
    private void Expect(long incarnation, long at)
    {
        if (incarnation != _incarnation)
        {
            throw ActorFaultException.Lost(_seat!.Actor, at, incarnation, _incarnation);
        }
    }

    /// <summary>What the actor tells without doing anything. This way back has no place for a fault, and an exception of our own has no codec.</summary>
    private Task<Octets> Tell(long incarnation, Func<byte[]> what) => Run.Pool.Run(() => incarnation == _incarnation
        ? Octets.Own(what())
        : throw new InvalidOperationException(ActorFaultException.Lost(_seat!.Actor, 0, incarnation, _incarnation).Message));

    private ActorHost Create() => ActorHost.Create(_seat!, Run.Factory);

    private static StepResult Describe(ActorHost host) => new() { NextDue = host.NextDue, Chain = host.Chain };

    /// <summary>The grain's edge: what comes out of an actor as an exception goes on as a fault with the actor's name.</summary>
    private Task<StepResult> Work(Func<StepResult> work) => Run.Pool.Run(() =>
    {
        try
        {
            return work() with { Incarnation = _incarnation };
        }
        catch (ActorFaultException fault)
        {
            return new StepResult { Fault = fault.ToFault() };
        }
        catch (Exception exception)
        {
            return new StepResult { Fault = new ActorFaultException(_seat!.Actor, 0, $"{exception.GetType().Name}: {exception.Message}", exception).ToFault() };
        }
    });
}
