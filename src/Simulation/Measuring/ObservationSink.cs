using System.Collections.Concurrent;
using System.Collections.Immutable;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;

namespace Simulation.Measuring;

/// <summary>A silo's observations, checked and aggregated as they come.</summary>
public sealed class ObservationSink : IObservationSink
{
    private readonly ConcurrentDictionary<RunKey, RunObserver> _runs = new();

    /// <inheritdoc/>
    public void Accept(RunKey run, ImmutableArray<Observed> observations) => _runs.GetOrAdd(run, _ => new RunObserver()).Observe(observations);

    /// <inheritdoc/>
    public Octets Collect(RunKey run) => _runs.GetOrAdd(run, _ => new RunObserver()).Collect();

    /// <inheritdoc/>
    public void Close(RunKey run) => _runs.TryRemove(run, out _);
}
