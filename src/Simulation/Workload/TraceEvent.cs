namespace Simulation.Workload;

/// <summary>Something a user does at a time.</summary>
/// <param name="AtMilliseconds">Virtual time from the start of the stage.</param>
/// <param name="OperationId">Unique in the trace, rising from 1 in the order of the events.</param>
/// <param name="Action">What.</param>
public sealed record TraceEvent(long AtMilliseconds, long OperationId, TraceAction Action);
