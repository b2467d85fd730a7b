namespace Simulation.Scenarios;

/// <summary>KeyPackages that are kept published.</summary>
/// <param name="Size">How many each client, or each user, keeps.</param>
/// <param name="RefillBelow">Below this number more are published.</param>
/// <param name="Stock">Whose stock that is.</param>
/// <param name="RenewAfterAdd">Whether a user's KeyPackages are replaced when a device comes, too, where the mode replaces them when one goes.</param>
public sealed record KeyPackagePool(int Size, int RefillBelow, KeyPackageStock Stock, bool RenewAfterAdd);
