namespace Simulation.Scenarios;

/// <summary>A place in a scenario's file.</summary>
/// <param name="File">The file.</param>
/// <param name="At">Line and column; null where the file has no such value.</param>
internal sealed record FilePlace(string File, Place? At);
