namespace Simulation.Scenarios;

/// <summary>A value and how often it is chosen relative to the others beside it. The weight is finite and not negative.</summary>
public sealed record Weighted<T>(T Value, double Weight);
