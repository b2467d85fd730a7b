using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Post;
using Orleans.Runtime.Placement;

namespace Grains.Placement;

/// <summary>Puts an activation on the silo that the run's placement names.</summary>
public sealed class ActorPlacementDirector(SiloRuns runs) : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (run, actor) = RunKey.ParseGrainKey(target.GrainIdentity.Key.ToString()!);
        var placement = runs.Find(run)?.Placement ?? Default(context.GetCompatibleSilos(target));
        return Task.FromResult(placement.SiloOf(actor));
    }

    /// <summary>A silo that does not carry the run asks: all silos, sorted, are the best guess, and the run's own while nobody has left or joined.</summary>
    private static RunPlacement Default(SiloAddress[] silos) => new([.. silos.Order()]);
}
