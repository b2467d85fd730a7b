using System.Collections.Concurrent;
using System.Collections.Immutable;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;

namespace Simulation.Measuring;

/// <summary>A silo's figures for those who watch a run. What each run keeps has a fixed size.</summary>
public sealed class LiveFigures : ILiveFigures
{
    private readonly ConcurrentDictionary<RunKey, LiveTally> _runs = new();

    /// <inheritdoc/>
    public void Accept(RunKey run, ImmutableArray<Observed> observations)
    {
        LiveTally tally = _runs.GetOrAdd(run, _ => new LiveTally());
        foreach (var observed in observations)
        {
            tally.Observe(observed);
        }
    }

    /// <inheritdoc/>
    public Octets Glance(RunKey run) => _runs.TryGetValue(run, out LiveTally? tally) ? tally.Write() : Octets.Empty;

    /// <inheritdoc/>
    public void Close(RunKey run) => _runs.TryRemove(run, out _);
}
