using Grains.Interfaces.Contracts;

namespace Grains.Actors;

/// <summary>What an actor is stepped with.</summary>
public abstract record ActorEvent
{
    private ActorEvent()
    {
    }

    /// <summary>A mail has been delivered.</summary>
    /// <param name="Envelope">The mail.</param>
    public sealed record Delivered(Envelope Envelope) : ActorEvent;

    /// <summary>A timer is due; it is no longer set.</summary>
    /// <param name="Key">The key under which it was set.</param>
    /// <param name="DueAt">Virtual milliseconds for which it was set.</param>
    public sealed record TimerDue(string Key, long DueAt) : ActorEvent;
}
