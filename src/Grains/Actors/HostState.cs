using Mls.Core.Wire;

namespace Grains.Actors;

/// <summary>What the engine remembers of an actor between two steps.</summary>
internal sealed class HostState
{
    public TimerTable Timers { get; } = new();

    public EmissionChain Chain { get; } = new();

    /// <summary>Number of the last letter, directory entry or timer.</summary>
    public long Sequence { get; set; }

    /// <summary>Number of the last observation; apart from <see cref="Sequence"/>, so that observing does not influence the run.</summary>
    public long ObservationSequence { get; set; }

    /// <summary>Number of the last letter that was overheard, counted downwards; apart from <see cref="Sequence"/>, so that being overheard does not influence the run.</summary>
    public long OverheardSequence { get; set; }

    /// <summary>Virtual microseconds until which the actor computes.</summary>
    public long BusyUntilMicroseconds { get; set; }

    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64((ulong)Sequence);
        writer.WriteUInt64((ulong)ObservationSequence);
        writer.WriteUInt64((ulong)-OverheardSequence);
        writer.WriteUInt64((ulong)BusyUntilMicroseconds);
        writer.WriteFixed(Chain.Link);
        Timers.Write(writer);
    }

    public static HostState Read(ref TlsReader reader, ActorSeat seat)
    {
        var state = new HostState
        {
            Sequence = (long)reader.ReadUInt64(),
            ObservationSequence = (long)reader.ReadUInt64(),
            OverheardSequence = -(long)reader.ReadUInt64(),
            BusyUntilMicroseconds = (long)reader.ReadUInt64(),
        };
        state.Chain.Restore(reader.ReadFixed(EmissionChain.Size));
        state.Timers.Read(ref reader, seat);
        return state;
    }
}
