using Grains.Actors;
using Grains.Interfaces.Contracts;

namespace Grains.Tests.Support;

/// <summary>Does what a test tells it and remembers what it handled; its snapshot is that memory.</summary>
internal sealed class ScriptedActor(Action<long, string, IOutbox>? script) : IActor
{
    public List<string> Handled { get; init; } = [];

    public void Handle(long now, ActorEvent what, IOutbox outbox)
    {
        var text = what switch
        {
            ActorEvent.Delivered { Envelope: var envelope } => $"{envelope.Kind}",
            ActorEvent.TimerDue timer => $"timer {timer.Key}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        Handled.Add($"{now} {text}");
        script?.Invoke(now, text, outbox);
    }

    public byte[] Snapshot() => System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Handled));

    public byte[] Report() => [];

    /// <summary>Makes scripted actors.</summary>
    internal sealed class Factory(Action<long, string, IOutbox>? script = null) : IActorFactory
    {
        public ScriptedActor? Last { get; private set; }

        public IActor Create(ActorSeat seat) => Last = new ScriptedActor(script);

        public IActor Restore(ActorSeat seat, ReadOnlySpan<byte> snapshot) =>
            Last = new ScriptedActor(script) { Handled = [.. System.Text.Encoding.UTF8.GetString(snapshot).Split('\n', StringSplitOptions.RemoveEmptyEntries)] };
    }
}
