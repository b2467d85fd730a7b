using Grains.Actors;

namespace Grains.Tests.Support;

/// <summary>An actor with a defect.</summary>
internal sealed class ThrowingActor : IActor
{
    public void Handle(long now, ActorEvent what, IOutbox outbox) => throw new FormatException("planted defect");

    public byte[] Snapshot() => [];

    public byte[] Report() => [];
}
