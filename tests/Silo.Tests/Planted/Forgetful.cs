using Grains.Actors;
using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Silo.Tests.Planted;

/// <summary>A device that crashes once right after it has sent a message, before it has kept its new state, and does the same again.</summary>
internal sealed class Forgetful(IActor inner, Func<byte[], IActor> restore) : IActor, IDisposable
{
    private IActor _inner = inner;
    private bool _hasCrashed;

    public void Handle(long now, ActorEvent what, IOutbox outbox)
    {
        var before = IsSend(what) && !_hasCrashed ? _inner.Snapshot() : null;
        _inner.Handle(now, what, outbox);
        if (before is not null)
        {
            _hasCrashed = true;
            Dispose();
            _inner = restore(before);
            _inner.Handle(now, what, outbox);
        }
    }

    public byte[] Snapshot() => _inner.Snapshot();

    public byte[] Report() => _inner.Report();

    public void Dispose() => (_inner as IDisposable)?.Dispose();

    private static bool IsSend(ActorEvent what) => what is ActorEvent.Delivered { Envelope: { Kind: MailKinds.Command } envelope }
        && Tls.Decode<TraceCommand>(envelope.Body.Span) is TraceCommand.SendMessage;
}
