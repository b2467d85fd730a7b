using System.Collections.Immutable;
using Simulation.Driving;
using Simulation.Scenarios;

namespace Silo.Commands;

/// <summary>A scenario to be run in some modes.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Modes">The modes, in this order.</param>
/// <param name="Entropy">Where devices take randomness from.</param>
/// <param name="Layout">Silos and threads.</param>
/// <param name="Out">Folder for results; null for none.</param>
/// <param name="Overwrite">Whether the files of another run there make way.</param>
/// <param name="Json">Whether the summaries are printed as JSON.</param>
/// <param name="Overrides">Options that changed the scenario.</param>
internal sealed record ExperimentPlan(
    Scenario Scenario,
    ImmutableArray<string> Modes,
    Entropy Entropy,
    EngineOptions Layout,
    string? Out,
    bool Overwrite,
    bool Json,
    ImmutableArray<string> Overrides);
