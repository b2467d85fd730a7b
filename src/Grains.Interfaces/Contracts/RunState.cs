namespace Grains.Interfaces.Contracts;

/// <summary>Where a run stands.</summary>
public enum RunState
{
    /// <summary>Not opened.</summary>
    None = 0,

    /// <summary>At rest at a barrier: opened, paused, or at its step limit.</summary>
    Paused = 1,

    /// <summary>Virtual time passes.</summary>
    Running = 2,

    /// <summary>At rest at a barrier until more of the trace is fed.</summary>
    Hungry = 3,

    /// <summary>Nothing is due any more, or the end has been reached.</summary>
    Finished = 4,

    /// <summary>Stopped on demand.</summary>
    Stopped = 5,

    /// <summary>Aborted by an engine fault.</summary>
    Failed = 6,
}
