using System.Collections.Immutable;

namespace Silo.Exploring;

/// <summary>The change in one mode.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Trees">Trees before it: of the groups, then of the users.</param>
/// <param name="Steps">Commits in the order in which they were accepted.</param>
/// <param name="Totals">What all of it took.</param>
public sealed record ModeExploration(string Mode, ImmutableArray<TreePicture> Trees, ImmutableArray<ExplorationStep> Steps, ExplorationTotals Totals);
