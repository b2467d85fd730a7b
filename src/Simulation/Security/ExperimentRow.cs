using System.Collections.Immutable;

namespace Simulation.Security;

/// <summary>One row of open[case][message].</summary>
/// <param name="Arm">honest: a member, which must open; defence off: an attacker who must open, or the experiment could not see a breach; defence on: the claim.</param>
/// <param name="Case">What was done.</param>
/// <param name="Cells">The messages.</param>
public sealed record ExperimentRow(string Arm, string Case, ImmutableArray<ExperimentCell> Cells)
{
    /// <summary>A member.</summary>
    public const string Honest = "honest";

    /// <summary>An attacker, and nothing against it.</summary>
    public const string Off = "defence off";

    /// <summary>An attacker, and what is to keep it out.</summary>
    public const string On = "defence on";

    /// <summary>Whether every message opened, or did not, as expected.</summary>
    public bool IsMet => Cells.All(cell => cell.IsMet);
}
