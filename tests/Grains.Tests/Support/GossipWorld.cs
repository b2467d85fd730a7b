using Grains.Actors;
using Grains.Interfaces.Contracts;

namespace Grains.Tests.Support;

/// <summary>Users with two devices each, and groups, that gossip.</summary>
internal sealed class GossipWorld(uint users, Func<ActorSeat, IActor>? makeOther = null) : IActorFactory
{
    public uint Users => users;


    public IEnumerable<ActorId> All => Enumerable.Range(0, (int)users * 4).Select(number => Actor((ulong)number));

    public IActor Create(ActorSeat seat) => makeOther?.Invoke(seat) ?? new GossipActor(seat, this);

    public IActor Restore(ActorSeat seat, ReadOnlySpan<byte> snapshot) => GossipActor.Restore(seat, this, snapshot);

    public ActorId Actor(ulong number)
    {
        var user = number / 4 % users;
        return (number % 4) switch
        {
            0 => ActorId.User($"u{user}"),
            1 => ActorId.Group($"g:{user}"),
            var device => ActorId.Device($"u{user}/d{device - 1}"),
        };
    }

    /// <summary>Rumours that start at random actors, one every 50 ms.</summary>
    public IEnumerable<Command> Rumours(int count, byte hops, long from = 0) => Enumerable.Range(0, count).Select(number => new Command(
        from + (number * 50L),
        Actor(Mixing.Number((ulong)number)),
        GossipActor.Kind,
        new Operation(number + 1, number % 2 == 0 ? "even" : "odd", number < count / 2 ? Phase.Setup : Phase.Measured),
        Octets.Own([hops, (byte)number])));
}
