namespace Grains.Interfaces.Contracts.Runs;

/// <summary>Where a run that was asked for stands.</summary>
public enum TicketState
{
    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>Its trace is being drawn.</summary>
    Drawing,

    /// <summary>Goes on.</summary>
    Running,

    /// <summary>Rests until somebody lets it go on.</summary>
    Paused,

    /// <summary>Has come to its end.</summary>
    Finished,

    /// <summary>Was stopped before.</summary>
    Stopped,

    /// <summary>Could not go on.</summary>
    Failed,
}
