using System.Collections.Immutable;
using Grains.Interfaces.Contracts;

namespace Grains.Placement;

/// <summary>Which silo carries which actor of a run: a hash of the placement key over a list of silos that is fixed for the run.</summary>
public sealed class RunPlacement
{
    private readonly ImmutableArray<SiloAddress> _silos;

    /// <summary>Fixes the silos; at least one, in an order that is the same everywhere.</summary>
    public RunPlacement(ImmutableArray<SiloAddress> silos)
    {
        if (silos.IsDefaultOrEmpty)
        {
            throw new ArgumentException("no silo", nameof(silos));
        }

        _silos = silos;
    }

    /// <summary>The silos.</summary>
    public ImmutableArray<SiloAddress> Silos => _silos;

    /// <summary>The silo that carries <paramref name="actor"/>.</summary>
    public SiloAddress SiloOf(ActorId actor) => _silos[IndexOf(actor)];

    /// <summary>The place of that silo in <see cref="Silos"/>.</summary>
    public int IndexOf(ActorId actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return _silos.Length == 1 ? 0 : (int)(Mixing.Text(actor.PlacementKey) % (ulong)_silos.Length);
    }
}
