using Grains.Interfaces.Contracts;
using Orleans.Concurrency;

namespace Grains.Interfaces;

/// <summary>What every actor's grain can do. Only post offices call it; it calls nobody.</summary>
/// <remarks>
/// An actor's state lives in its grain's activation and nowhere else. So every call names the incarnation of the actor that it is meant for, 0 for one that has not come to
/// life yet: an activation that carries another one, or none any more, refuses with a fault that names the actor.
/// </remarks>
[Alias("actor-grain")]
public interface IActorGrain : IGrainWithStringKey
{
    /// <summary>Creates the actor where it does not exist yet; answers when its earliest timer is due and its chain.</summary>
    [Alias("configure")]
    Task<StepResult> Configure(long incarnation);

    /// <summary>Handles everything due in one quantum.</summary>
    [ResponseTimeout("00:10:00")]
    [Alias("step")]
    Task<StepResult> Step(StepRequest request);

    /// <summary>The actor's whole state, versioned.</summary>
    [Alias("snapshot")]
    Task<Octets> Snapshot(long incarnation);

    /// <summary>Replaces the actor by one that is restored from <paramref name="snapshot"/>; answers when its earliest timer is due and its chain.</summary>
    [Alias("restore")]
    Task<StepResult> Restore(long incarnation, Octets snapshot);

    /// <summary>What the actor says about itself at the end of a run, in an encoding of its own; one that has not come to life says what a new one would.</summary>
    [Alias("report")]
    Task<Octets> Report(long incarnation);

    /// <summary>Forgets the actor, clears what it owns and lets the grain go.</summary>
    [Alias("retire")]
    Task Retire();
}
