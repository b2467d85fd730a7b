using Grains.Interfaces;
using Grains.Interfaces.Contracts;

namespace Grains.Post;

/// <summary>What a post office keeps of an actor of its silo.</summary>
internal sealed class LocalActor(ActorId id, IActorGrain grain)
{
    public ActorId Id => id;

    public IActorGrain Grain => grain;

    /// <summary>The incarnation that answered last; 0 for an actor that has not come to life.</summary>
    public long Incarnation { get; set; }

    /// <summary>The chain after the last step.</summary>
    public Octets? Chain { get; set; }

    /// <summary>The earliest timer after the last step.</summary>
    public long? TimerDue { get; set; }
}
