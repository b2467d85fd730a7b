using System.Collections.Immutable;
using Grains.Interfaces.Contracts;

namespace Simulation.Workload;

/// <summary>A part of a trace that starts when everything the part before caused has drained.</summary>
/// <param name="Name">Such as <c>create-groups</c>.</param>
/// <param name="Phase">What its events count as.</param>
/// <param name="LengthMilliseconds">The stage lasts at least so long.</param>
/// <param name="Events">By time, then operation id.</param>
public sealed record TraceStage(string Name, Phase Phase, long LengthMilliseconds, ImmutableArray<TraceEvent> Events);
