namespace Simulation.Reporting;

/// <summary>What became of application messages.</summary>
/// <param name="Sent">In the trace.</param>
/// <param name="Lost">Openings that are missing, and messages neither accepted nor given up.</param>
/// <param name="Unjudged">Openings of removed devices that are missing, where the message may never have reached the device.</param>
/// <param name="LatencySeconds">From sending to opening, offline time included; to 1.6%; null where there was none.</param>
public sealed record MessageResult(long Sent, long Lost, long Unjudged, Percentiles? LatencySeconds);
