using Simulation.Scenarios;
using Simulation.Workload;

namespace Simulation.Driving;

/// <summary>What is to be run.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Trace">Drawn from it; the same object for every mode.</param>
/// <param name="Mode">Name of the mode.</param>
/// <param name="Entropy">Where devices take their randomness from.</param>
public sealed record RunRequest(Scenario Scenario, Trace Trace, string Mode, Entropy Entropy)
{
    /// <summary>Lets somebody hold the run and follow it; null where nobody does.</summary>
    public RunControl? Control { get; init; }
}
