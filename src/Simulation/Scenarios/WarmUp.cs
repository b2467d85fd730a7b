namespace Simulation.Scenarios;

/// <summary>After creation a share of the devices, in order, update their keys once each, so that the trees are no longer blank.</summary>
/// <param name="Share">From 0 (cold) to 1 (every device).</param>
/// <param name="GapSeconds">Between two devices.</param>
/// <param name="Measured">Whether the updates are what is measured, not part of the set-up.</param>
public sealed record WarmUp(double Share, double GapSeconds, bool Measured);
