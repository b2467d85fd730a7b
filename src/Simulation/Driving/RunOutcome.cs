using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;

namespace Simulation.Driving;

/// <summary>What the engine gives back of a run.</summary>
/// <param name="Drained">Whether the whole trace was carried out and nothing is in flight; false for a run that was stopped.</param>
/// <param name="LastOperation">Id of the last event of the trace that was carried out.</param>
/// <param name="Digest">Digest of the run.</param>
/// <param name="Accounts">Traffic.</param>
/// <param name="Observations">What each silo's sink kept.</param>
/// <param name="StartedAt">By operation id of a change: virtual milliseconds at which it began.</param>
/// <param name="MeasuredFrom">Virtual milliseconds at which the measured phase began.</param>
/// <param name="EndedAt">Virtual milliseconds at which the run ended.</param>
/// <param name="Wall">Real time it took.</param>
/// <param name="HeapOctets">Growth of the heap from before the first actor to the end of the run; null where not measured.</param>
public sealed record RunOutcome(
    bool Drained,
    long LastOperation,
    Octets Digest,
    RunAccounts Accounts,
    ImmutableArray<Octets> Observations,
    ImmutableDictionary<long, long> StartedAt,
    long MeasuredFrom,
    long EndedAt,
    TimeSpan Wall,
    long? HeapOctets)
{
    /// <summary>Trees, stores and mailboxes at the end; null where nobody looked.</summary>
    public RunHealth? Health { get; init; }
}
