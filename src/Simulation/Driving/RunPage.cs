using System.Collections.Immutable;

namespace Simulation.Driving;

/// <summary>A page that shows one run of the command line.</summary>
/// <param name="Urls">Where it is served.</param>
/// <param name="Modes">The modes of the run.</param>
/// <param name="Overrides">Options that changed the scenario.</param>
public sealed record RunPage(ImmutableArray<Uri> Urls, ImmutableArray<string> Modes, ImmutableArray<string> Overrides);
