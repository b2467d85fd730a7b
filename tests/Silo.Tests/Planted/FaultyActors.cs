using Grains.Actors;
using Grains.Interfaces.Contracts;

namespace Silo.Tests.Planted;

/// <summary>Makes the actors of another factory, some of them with a defect.</summary>
internal sealed class FaultyActors(IActorFactory inner, Func<ActorSeat, IActor, IActor> plant) : IActorFactory
{
    public IActor Create(ActorSeat seat) => plant(seat, inner.Create(seat));

    public IActor Restore(ActorSeat seat, ReadOnlySpan<byte> snapshot) => plant(seat, inner.Restore(seat, snapshot));
}
