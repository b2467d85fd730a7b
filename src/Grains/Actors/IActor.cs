namespace Grains.Actors;

/// <summary>The logic of one actor: pure, synchronous, single-threaded. It knows neither grains nor clocks; it has one way in and one way out.</summary>
/// <remarks>
/// <para>Hostile octets are the actor's own business: it refuses them and observes that. An exception that leaves <see cref="Handle"/> is a defect and aborts the run.</para>
/// <para>Everything an actor does is a function of its state, the event and the directory as of the event's time.</para>
/// <para>An actor that owns secrets implements <see cref="IDisposable"/> as well: it is disposed when it is replaced or the run is closed.</para>
/// </remarks>
public interface IActor
{
    /// <summary>Handles one event.</summary>
    /// <param name="now">Virtual milliseconds.</param>
    /// <param name="what">A delivered mail or a due timer.</param>
    /// <param name="outbox">Where everything goes that the actor wants to say.</param>
    void Handle(long now, ActorEvent what, IOutbox outbox);

    /// <summary>The whole state, versioned; <see cref="IActorFactory.Restore"/> of it gives an actor that behaves the same.</summary>
    byte[] Snapshot();

    /// <summary>What the actor says about itself at the end of a run, in an encoding of its own; may be empty.</summary>
    byte[] Report();
}
