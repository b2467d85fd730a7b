namespace Simulation.Scenarios;

/// <summary>How many KeyPackages a client keeps published, and below which number it publishes again.</summary>
public sealed record KeyPackagePool(int Size, int RefillBelow);
