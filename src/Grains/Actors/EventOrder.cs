using System.Runtime.InteropServices;
using Grains.Interfaces.Contracts;

namespace Grains.Actors;

/// <summary>The order in which an actor handles what is due: time, tie, sender, sequence, copy.</summary>
/// <remarks>The tie is a hash of seed and message id, so that no sender wins races by its name.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EventOrder(long Time, ulong Tie, ActorId Sender, long Sequence, int Copy)
{
    public static EventOrder Of(long seed, long time, ActorId sender, long sequence, int copy) =>
        new(time, Mixing.Number(MessageHash(seed, sender, sequence)), sender, sequence, copy);

    /// <summary>Hash of (seed, message id); latency and tie derive from it.</summary>
    public static ulong MessageHash(long seed, ActorId sender, long sequence) =>
        unchecked(Mixing.Combine(Mixing.Combine((ulong)seed, sender.StableHash), (ulong)sequence));

    public static int Compare(EventOrder left, EventOrder right)
    {
        var order = left.Time.CompareTo(right.Time);
        order = order != 0 ? order : left.Tie.CompareTo(right.Tie);
        order = order != 0 ? order : ActorId.Compare(left.Sender, right.Sender);
        order = order != 0 ? order : left.Sequence.CompareTo(right.Sequence);
        return order != 0 ? order : left.Copy.CompareTo(right.Copy);
    }
}
