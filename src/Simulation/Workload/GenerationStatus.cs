namespace Simulation.Workload;

/// <summary>How far the drawing of a trace is.</summary>
/// <param name="Stage">The stage that is being drawn.</param>
/// <param name="Day">The virtual day, from 0.</param>
/// <param name="Events">Events so far.</param>
public sealed record GenerationStatus(string Stage, int Day, long Events);
