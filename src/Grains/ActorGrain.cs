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
    public Task<StepResult> Configure(Octets settings) => Work(() => Describe(_host ??= Create(settings)));

    /// <inheritdoc/>
    public Task<StepResult> Step(StepRequest request) => Work(() => (_host ??= Create(Octets.Empty)).Step(request, Run.Meter.Events));

    /// <inheritdoc/>
    public Task<Octets> Snapshot() => Run.Pool.Run(() => Octets.Own((_host ??= Create(Octets.Empty)).Snapshot()));

    /// <inheritdoc/>
    public Task<StepResult> Restore(Octets snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Work(() =>
        {
            var restored = ActorHost.Restore(_seat!, Run.Factory, snapshot.Span);
            _host?.Dispose();
            return Describe(_host = restored);
        });
    }

    /// <inheritdoc/>
    public Task<Octets> Report() => Run.Pool.Run(() => Octets.Own((_host ??= Create(Octets.Empty)).Report()));

    /// <inheritdoc/>
    public Task Retire()
    {
        _host?.Dispose();
        _host = null;
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _host?.Dispose();
        _host = null;
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

    private ActorHost Create(Octets settings) => ActorHost.Create(_seat!, Run.Factory, settings);

    private static StepResult Describe(ActorHost host) => new() { NextDue = host.NextDue, Chain = host.Chain };

    /// <summary>The grain's edge: what comes out of an actor as an exception goes on as a fault with the actor's name.</summary>
    private Task<StepResult> Work(Func<StepResult> work) => Run.Pool.Run(() =>
    {
        try
        {
            return work();
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
