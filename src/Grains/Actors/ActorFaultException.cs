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

    private ActorFaultException(string message, ActorId actor, long at)
        : base(message)
    {
        Actor = actor;
        At = at;
    }

    /// <summary>A call was meant for an incarnation of the actor that its activation does not carry.</summary>
    /// <param name="actor">Whose state is gone.</param>
    /// <param name="at">Virtual milliseconds of the step; 0 where it was none.</param>
    /// <param name="meant">The incarnation that the call was meant for.</param>
    /// <param name="present">The one that the activation carries; 0 for none.</param>
    public static ActorFaultException Lost(ActorId actor, long at, long meant, long present) => new(
        $"{actor} has lost its state: its activation carries {(present == 0 ? "no actor" : $"incarnation {present}")}, and incarnation {meant} is meant; a run cannot go on without it",
        actor,
        at);

    /// <summary>Who failed.</summary>
    public ActorId Actor { get; }

    /// <summary>Virtual milliseconds.</summary>
    public long At { get; }

    /// <summary>The same as a contract.</summary>
    public EngineFault ToFault() => new(Actor, At, Message, ToString());
}
