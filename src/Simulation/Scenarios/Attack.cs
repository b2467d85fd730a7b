namespace Simulation.Scenarios;

/// <summary>How many removed devices are taken to have been stolen, and how much each thief tries.</summary>
/// <param name="StolenDevices">Most devices of a run; at most one of a user.</param>
/// <param name="Messages">Most entries of logs that each thief hears: messages, Commits and Welcomes.</param>
public sealed record Attack(int StolenDevices, int Messages);
