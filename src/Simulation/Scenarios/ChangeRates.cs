namespace Simulation.Scenarios;

/// <summary>How often the population changes. A rate gives a number of changes: rate times exposure times scale, rounded; only their times are drawn.</summary>
/// <param name="Scale">Factor on every rate, so that a short run sees changes; the report states it.</param>
/// <param name="ReplacementsPerUserAndYear">A device is added, and another one removed after the gap.</param>
/// <param name="AdditionsPerUserAndYear">A device is added.</param>
/// <param name="RemovalsPerUserAndYear">A device is removed; never the last one.</param>
/// <param name="KeyUpdatesPerDeviceAndYear">A device replaces its keys in all its groups.</param>
/// <param name="JoinersPerUserAndYear">A new user appears and is added to the groups of somebody.</param>
/// <param name="LeaversPerUserAndYear">A user is removed from all groups.</param>
/// <param name="GroupAddsPerGroupAndYear">A user is added to a group.</param>
/// <param name="GroupRemovesPerGroupAndYear">A user is removed from a group.</param>
/// <param name="ReplacementGapMinutes">Between the two halves of a replacement.</param>
public sealed record ChangeRates(
    double Scale,
    double ReplacementsPerUserAndYear,
    double AdditionsPerUserAndYear,
    double RemovalsPerUserAndYear,
    double KeyUpdatesPerDeviceAndYear,
    double JoinersPerUserAndYear,
    double LeaversPerUserAndYear,
    double GroupAddsPerGroupAndYear,
    double GroupRemovesPerGroupAndYear,
    double ReplacementGapMinutes);
