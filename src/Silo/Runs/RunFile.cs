namespace Silo.Runs;

/// <summary>A file of a run.</summary>
/// <param name="Path">Within the run's folder, with strokes.</param>
/// <param name="Octets">Length.</param>
public sealed record RunFile(string Path, long Octets);
