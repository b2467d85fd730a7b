using Mls.Core.Wire;

namespace Simulation.Measuring;

/// <summary>What happened in one slice of virtual time.</summary>
public sealed class TimelineBucket
{
    /// <summary>Application messages accepted.</summary>
    public long MessagesAccepted { get; set; }

    /// <summary>Openings of application messages.</summary>
    public long MessagesOpened { get; set; }

    /// <summary>Commits accepted.</summary>
    public long Commits { get; set; }

    /// <summary>Commits that lost a race.</summary>
    public long Conflicts { get; set; }

    /// <summary>Entries of devices into epochs.</summary>
    public long EpochsEntered { get; set; }

    /// <summary>Operations given up.</summary>
    public long Skipped { get; set; }

    internal void Write(TlsWriter writer)
    {
        foreach (var number in (long[])[MessagesAccepted, MessagesOpened, Commits, Conflicts, EpochsEntered, Skipped])
        {
            writer.Put(number);
        }
    }

    internal void Absorb(ref TlsReader reader)
    {
        MessagesAccepted += reader.ReadInt64();
        MessagesOpened += reader.ReadInt64();
        Commits += reader.ReadInt64();
        Conflicts += reader.ReadInt64();
        EpochsEntered += reader.ReadInt64();
        Skipped += reader.ReadInt64();
    }
}
