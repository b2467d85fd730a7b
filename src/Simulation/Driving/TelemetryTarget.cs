namespace Simulation.Driving;

/// <summary>Where silos send what they measure while they run.</summary>
public enum TelemetryTarget
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>To standard error, for people.</summary>
    Console = 1,

    /// <summary>To a collector, by the OpenTelemetry protocol.</summary>
    Otlp = 2,
}
