namespace Simulation.Driving;

/// <summary>How far a run is, for a person who waits.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Stage">The stage of the trace.</param>
/// <param name="NowMilliseconds">Virtual time.</param>
/// <param name="StageMilliseconds">Virtual time since the stage began.</param>
/// <param name="Share">Share of the work that has been done, 0 to 1.</param>
/// <param name="Operations">Events of the trace that have been carried out.</param>
/// <param name="PlannedOperations">Events of the trace.</param>
/// <param name="Events">Events handled by actors.</param>
/// <param name="Deliveries">Mails delivered.</param>
/// <param name="Groups">Groups that exist.</param>
/// <param name="Devices">Devices that exist.</param>
/// <param name="Elapsed">Real time since the run began.</param>
/// <param name="Left">Real time that the rest will take; null where that cannot be said yet.</param>
public sealed record RunStatus(
    string Mode,
    string Stage,
    long NowMilliseconds,
    long StageMilliseconds,
    double Share,
    int Operations,
    int PlannedOperations,
    long Events,
    long Deliveries,
    long Groups,
    long Devices,
    TimeSpan Elapsed,
    TimeSpan? Left);
