namespace Simulation.Costing;

/// <summary>How far the measuring of single operations is.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="What">What is being done in it.</param>
/// <param name="Done">Steps of that which have been done.</param>
/// <param name="Total">Its steps.</param>
public sealed record CostStatus(string Mode, string What, int Done, int Total);
