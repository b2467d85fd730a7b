using Grains.Actors;
using Grains.Interfaces.Contracts;
using Mls.Core.Wire;

namespace Grains.Tests.Support;

/// <summary>An actor that forgets nothing it hears and passes it on to peers that it draws: any change of order, time or content shows in what it says.</summary>
internal sealed class GossipActor(ActorSeat seat, GossipWorld world) : IActor, IDisposable
{
    public const string Kind = "gossip";

    private ulong _memory = seat.Actor.StableHash;
    private ulong _draws = Mixing.Combine(unchecked((ulong)seat.Seed), seat.Actor.StableHash);
    private long _heard;
    private bool _disposed;

    public static GossipActor Restore(ActorSeat seat, GossipWorld world, ReadOnlySpan<byte> snapshot)
    {
        var reader = new TlsReader(snapshot);
        var actor = new GossipActor(seat, world) { _memory = reader.ReadUInt64(), _draws = reader.ReadUInt64(), _heard = (long)reader.ReadUInt64() };
        reader.ExpectEnd();
        return actor;
    }

    public void Handle(long now, ActorEvent what, IOutbox outbox)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _memory = Mixing.Combine(_memory, unchecked((ulong)now));
        switch (what)
        {
            case ActorEvent.Delivered { Envelope: var envelope }:
                Hear(now, envelope, outbox);
                break;
            case ActorEvent.TimerDue timer:
                _memory = Mixing.Combine(_memory, Mixing.Text(timer.Key));
                Say((byte)(timer.Key[^1] - '0'), Operation.None, outbox);
                break;
        }

        if (Draw(7) == 0)
        {
            outbox.AppendToDirectory($"u{Draw(world.Users)}", "note", Octets.Copy(BitConverter.GetBytes(_memory)), Operation.None);
        }

        foreach (var entry in seat.Directory.Read($"u{Draw(world.Users)}", now))
        {
            _memory = Mixing.Combine(_memory, Mixing.Number(BitConverter.ToUInt64(entry.Value.Span)));
        }
    }

    public byte[] Snapshot()
    {
        using var writer = new TlsWriter();
        writer.WriteUInt64(_memory);
        writer.WriteUInt64(_draws);
        writer.WriteUInt64((ulong)_heard);
        return writer.ToArray();
    }

    public byte[] Report() => BitConverter.GetBytes(_heard);

    public void Dispose() => _disposed = true;

    private void Hear(long now, Envelope envelope, IOutbox outbox)
    {
        _heard++;
        foreach (var octet in envelope.Body.Span)
        {
            _memory = Mixing.Combine(_memory, octet);
        }

        outbox.Observe(new Observation.MessageOpened(envelope.Sender.Name, envelope.Sequence, 0, now - envelope.SentAt), envelope.Operation);
        var hops = envelope.Body.Span[0];
        if (hops > 0 && Draw(4) == 0)
        {
            outbox.SetTimer($"t{hops - 1}", now + (long)Draw(300));
        }

        if (Draw(16) == 0)
        {
            outbox.CancelTimer("t1");
        }

        outbox.Spend((long)Draw(3000));
        if (hops > 0)
        {
            Say((byte)(hops - 1), envelope.Operation, outbox);
        }
    }

    private void Say(byte hops, Operation operation, IOutbox outbox)
    {
        var body = new byte[9];
        body[0] = hops;
        BitConverter.TryWriteBytes(body.AsSpan(1), _memory);
        var octets = Octets.Own(body);
        switch (Draw(8))
        {
            case 0:
                Send(Recipients.One(seat.Actor), LinkClass.Self, operation, octets, outbox);
                break;
            case 1 or 2:
                Send(Recipients.Many(Enumerable.Range(0, 4).Select(_ => world.Actor(Draw(ulong.MaxValue)))), LinkClass.ServiceToDevice, operation, octets, outbox);
                break;
            default:
                var link = seat.Actor.Kind == ActorKind.Device ? LinkClass.DeviceToService : LinkClass.ServiceToService;
                Send(Recipients.One(world.Actor(Draw(ulong.MaxValue))), link, operation, octets, outbox);
                break;
        }
    }

    private static void Send(Recipients to, LinkClass link, Operation operation, Octets body, IOutbox outbox) =>
        outbox.Send(new Mail { To = to, Kind = Kind, Link = link, Operation = operation, Body = body, CountedOctets = body.Length, Label = Kind });

    private ulong Draw(ulong below) => (_draws = Mixing.Number(_draws)) % below;
}
