namespace Simulation.Workload;

/// <summary>Whether what a stage causes counts in the result.</summary>
public enum TracePhase
{
    /// <summary>Set-up: reported apart.</summary>
    Setup,

    /// <summary>The result.</summary>
    Measured,
}
