using Grains.Interfaces.Contracts;
using Grains.Metering;
using Mls.Core.Wire;

namespace Grains.Actors;

/// <summary>Drives one actor through virtual time. Knows nothing of Orleans; a test or a benchmark can drive it as well as a grain.</summary>
/// <remarks>Not safe for use by two threads at once. Between two steps it holds only the actor, its timers and a few numbers.</remarks>
public sealed class ActorHost : IDisposable
{
    private const byte SnapshotVersion = 1;

    private readonly ActorSeat _seat;
    private readonly IActor _actor;
    private readonly HostState _state;

    private ActorHost(ActorSeat seat, IActor actor, HostState state)
    {
        _seat = seat;
        _actor = actor;
        _state = state;
    }

    /// <summary>Who is driven.</summary>
    public ActorId Actor => _seat.Actor;

    /// <summary>The hash chain over everything emitted so far, 32 octets.</summary>
    public Octets Chain => Octets.Copy(_state.Chain.Link);

    /// <summary>Virtual milliseconds of the earliest timer; <see langword="null"/> where none is set.</summary>
    public long? NextDue => _state.Timers.First?.At;

    /// <summary>A new actor.</summary>
    public static ActorHost Create(ActorSeat seat, IActorFactory factory)
    {
        ArgumentNullException.ThrowIfNull(seat);
        ArgumentNullException.ThrowIfNull(factory);
        return new(seat, factory.Create(seat), new HostState());
    }

    /// <summary>The actor that made <paramref name="snapshot"/>, with its timers and counters.</summary>
    /// <exception cref="InvalidDataException">Another version.</exception>
    /// <exception cref="MalformedException">Not a snapshot.</exception>
    public static ActorHost Restore(ActorSeat seat, IActorFactory factory, ReadOnlySpan<byte> snapshot)
    {
        ArgumentNullException.ThrowIfNull(seat);
        ArgumentNullException.ThrowIfNull(factory);
        var reader = new TlsReader(snapshot);
        var version = reader.ReadUInt8();
        if (version != SnapshotVersion)
        {
            throw new InvalidDataException($"snapshot of {seat.Actor}: version {version}, known is {SnapshotVersion}");
        }

        var state = HostState.Read(ref reader, seat);
        var actor = factory.Restore(seat, reader.ReadOpaqueSpan());
        reader.ExpectEnd();
        return new(seat, actor, state);
    }

    /// <summary>Handles everything due in one quantum, one event after the other, timers that fall into it included.</summary>
    /// <exception cref="ActorFaultException">The actor threw, or broke a rule of the engine; nothing more can be done with this host.</exception>
    public StepResult Step(StepRequest request) => Step(request, null);

    /// <summary>The same, watched.</summary>
    internal StepResult Step(StepRequest request, EventWatch? watch)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new ActorStep(_seat, _actor, _state, request, watch).Run();
    }

    /// <summary>The actor's state and the engine's share of it; two snapshots of the same state are equal octet by octet.</summary>
    public byte[] Snapshot()
    {
        var actor = _actor.Snapshot();
        using var writer = new TlsWriter(actor.Length + 256);
        writer.WriteUInt8(SnapshotVersion);
        _state.Write(writer);
        writer.WriteOpaque(actor);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(actor);
        return writer.ToArray();
    }

    /// <summary>The actor's own state alone.</summary>
    public byte[] ActorSnapshot() => _actor.Snapshot();

    /// <summary>What the actor says about itself.</summary>
    public byte[] Report() => _actor.Report();

    /// <summary>Lets somebody look at the actor, who must not change it.</summary>
    internal T Look<T>(Func<IActor, T> view) => view(_actor);

    /// <summary>Disposes the actor, where it owns something that wants it.</summary>
    public void Dispose() => (_actor as IDisposable)?.Dispose();
}
