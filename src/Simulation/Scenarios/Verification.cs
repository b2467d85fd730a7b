namespace Simulation.Scenarios;

/// <summary>Fidelity of the run.</summary>
public enum Verification
{
    /// <summary>Each device does all steps of processing a Commit itself.</summary>
    EveryDevice,
}
