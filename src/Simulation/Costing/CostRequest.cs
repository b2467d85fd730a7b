namespace Simulation.Costing;

/// <summary>The population whose operations are measured.</summary>
/// <param name="Users">Users in every group.</param>
/// <param name="Devices">Devices of each user.</param>
/// <param name="Groups">Groups that all users have in common.</param>
public sealed record CostRequest(int Users, int Devices, int Groups);
