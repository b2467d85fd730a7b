namespace Simulation.Reporting.Pairs;

/// <summary>A condition that was broken.</summary>
/// <param name="Condition">As typed.</param>
/// <param name="Mode">The mode.</param>
/// <param name="Difference">How much more the second run has.</param>
/// <param name="Percent">The same in percent of the first; null where the first is zero.</param>
public sealed record PairFailure(string Condition, string Mode, double Difference, double? Percent);
