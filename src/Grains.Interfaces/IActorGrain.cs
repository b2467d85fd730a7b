using Grains.Interfaces.Contracts;
using Orleans.Concurrency;

namespace Grains.Interfaces;

/// <summary>What every actor's grain can do. Only post offices call it; it calls nobody.</summary>
[Alias("actor-grain")]
public interface IActorGrain : IGrainWithStringKey
{
    /// <summary>Creates the actor with its own settings, where it does not exist yet; answers when its earliest timer is due and its chain.</summary>
    [Alias("configure")]
    Task<StepResult> Configure(Octets settings);

    /// <summary>Handles everything due in one quantum.</summary>
    [ResponseTimeout("00:10:00")]
    [Alias("step")]
    Task<StepResult> Step(StepRequest request);

    /// <summary>The actor's whole state, versioned.</summary>
    [Alias("snapshot")]
    Task<Octets> Snapshot();

    /// <summary>Replaces the actor by one that is restored from <paramref name="snapshot"/>; answers when its earliest timer is due and its chain.</summary>
    [Alias("restore")]
    Task<StepResult> Restore(Octets snapshot);

    /// <summary>What the actor says about itself at the end of a run, in an encoding of its own.</summary>
    [Alias("report")]
    Task<Octets> Report();

    /// <summary>Forgets the actor, clears what it owns and lets the grain go.</summary>
    [Alias("retire")]
    Task Retire();
}
