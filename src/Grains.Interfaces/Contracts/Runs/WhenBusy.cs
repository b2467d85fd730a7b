namespace Grains.Interfaces.Contracts.Runs;

/// <summary>What becomes of an order while a run is going on. Two runs never go on at once: they would take each other's time.</summary>
public enum WhenBusy
{
    /// <summary>It waits for its turn.</summary>
    Queue,

    /// <summary>It is refused.</summary>
    Refuse,
}
