using Grains.Interfaces.Contracts;

namespace Grains.Actors;

/// <summary>Makes the actors of a run. The composition root supplies it; it is called from several threads at once.</summary>
public interface IActorFactory
{
    /// <summary>A new actor.</summary>
    IActor Create(ActorSeat seat);

    /// <summary>The actor that made <paramref name="snapshot"/>; <see cref="InvalidDataException"/> for a version or content it does not know.</summary>
    IActor Restore(ActorSeat seat, ReadOnlySpan<byte> snapshot);
}
