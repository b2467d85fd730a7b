namespace Simulation.Costing;

/// <summary>A population and its policies, as far as the closed form knows them.</summary>
/// <param name="Users">Users of every group; a power of two, at least 4.</param>
/// <param name="Devices">Devices of each user; a power of two, at least 2.</param>
/// <param name="Groups">Groups of every user.</param>
/// <param name="Pool">KeyPackages that each client keeps published.</param>
/// <param name="AddPath">Whether Commits of Adds carry a path.</param>
/// <param name="RenewAfterAdd">Whether all KeyPackages of a user are replaced when a device comes.</param>
public sealed record FormPoint(int Users, int Devices, int Groups, int Pool, bool AddPath, bool RenewAfterAdd);
