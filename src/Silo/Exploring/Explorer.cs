using System.Collections.Concurrent;
using System.Collections.Immutable;
using Grains.Actors;
using Silo.Costing;
using Simulation.Costing;

namespace Silo.Exploring;

/// <summary>Shows what one change touches: performs it on warm trees, with real keys and messages, in each mode. The same request gives the same picture.</summary>
/// <param name="actors">Makes the actors.</param>
/// <param name="modes">The modes.</param>
public sealed class Explorer(IActorFactory actors, ImmutableArray<string> modes) : IDisposable
{
    private const int MostKept = 16;

    private readonly ConcurrentDictionary<ExplorationRequest, Exploration> _kept = new();

    // One at a time: each takes a core for a second or so, and the host has runs to carry.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The picture of a request that has been checked.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    public async Task<Exploration> ExploreAsync(ExplorationRequest request, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_kept.TryGetValue(request, out Exploration? known))
        {
            return known;
        }

        await _turn.WaitAsync(stop);
        try
        {
            Exploration made = await Task.Run(() => Explore(request, stop), stop);
            if (_kept.Count >= MostKept)
            {
                _kept.Clear();
            }

            return _kept.GetOrAdd(request, made);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private Exploration Explore(ExplorationRequest request, CancellationToken stop)
    {
        var change = ExplorationChange.Of(request);
        return new Exploration(
            request.Operation,
            request.Users,
            request.Devices,
            request.Groups,
            change.Subject,
            [
                .. modes.Select(mode =>
                {
                    var world = CostWorld.Warm(actors, mode, new CostRequest(request.Users, request.Devices, request.Groups), new Silent(), stop);
                    return new ExplorationRun(mode, world.Copy(), change, request).Run(stop);
                }),
            ]);
    }

    private sealed class Silent : IProgress<CostStatus>
    {
        public void Report(CostStatus value)
        {
        }
    }
}
