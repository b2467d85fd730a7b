namespace Simulation.Driving;

/// <summary>How the engine is laid out; does not influence results.</summary>
/// <param name="Silos">Silo processes on this machine, at least 1.</param>
/// <param name="Threads">Threads per silo that do the actors' work; 0 for as many as cores.</param>
public sealed record EngineOptions(int Silos, int Threads)
{
    /// <summary>A page that shows the run; null for none.</summary>
    public RunPage? Page { get; init; }

    /// <summary>Where the silos send what they measure.</summary>
    public TelemetryTarget Telemetry { get; init; }
}
