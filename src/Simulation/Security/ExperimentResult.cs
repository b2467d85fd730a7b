using System.Collections.Immutable;

namespace Simulation.Security;

/// <summary>What an experiment found in one mode.</summary>
/// <param name="Name">E1, and so on.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Mode">The mode.</param>
/// <param name="Expectation">What was expected, in words.</param>
/// <param name="Rows">The matrix open[case][message], each row with its own messages.</param>
/// <param name="Figures">Numbers that were measured on the way.</param>
/// <param name="Notes">Where an expectation was wrong, and why; contrasts to look at.</param>
public sealed record ExperimentResult(
    string Name,
    string Title,
    string Mode,
    string Expectation,
    ImmutableArray<ExperimentRow> Rows,
    ImmutableArray<ExperimentFigure> Figures,
    ImmutableArray<string> Notes)
{
    /// <summary>Whether everything was as expected.</summary>
    public bool IsMet => Rows.All(row => row.IsMet) && Figures.All(figure => figure.IsMet);
}
