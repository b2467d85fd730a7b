using Grains.Interfaces.Contracts;

namespace Grains.Actors;

/// <summary>An exception came out of an actor, or it broke a rule of the engine. Names the actor; aborts the run.</summary>
public sealed class ActorFaultException : Exception
{
    /// <summary>Wraps what came out of an actor.</summary>
    public ActorFaultException(ActorId actor, long at, string what, Exception? inner = null)
        : base($"{actor} at {at} ms: {what}", inner)
    {
        Actor = actor;
        At = at;
    }

    /// <summary>Who failed.</summary>
    public ActorId Actor { get; }

    /// <summary>Virtual milliseconds.</summary>
    public long At { get; }

    /// <summary>The same as a contract.</summary>
    public EngineFault ToFault() => new(Actor, At, Message, ToString());
}
