using System.Collections.Immutable;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;

namespace Grains.Post;

/// <summary>The actors of one run on one silo. An actor exists from its set-up, or from its first mail.</summary>
internal sealed class ActorTable(RunKey run, IGrainFactory grains)
{
    private readonly Dictionary<ActorId, LocalActor> _actors = [];
    private LocalActor[]? _sorted;
    private ImmutableDictionary<ActorKind, int> _counts = ImmutableDictionary<ActorKind, int>.Empty;

    public int Count => _actors.Count;

    /// <summary>How many there are of each kind.</summary>
    public ImmutableDictionary<ActorKind, int> Counts => _counts;

    /// <summary>All of them in key order.</summary>
    public LocalActor[] InOrder
    {
        get
        {
            if (_sorted is null)
            {
                _sorted = [.. _actors.Values];
                Array.Sort(_sorted, (left, right) => ActorId.Compare(left.Id, right.Id));
            }

            return _sorted;
        }
    }

    public LocalActor GetOrAdd(ActorId id)
    {
        if (!_actors.TryGetValue(id, out var actor))
        {
            actor = new LocalActor(id, Reference(id));
            _actors.Add(id, actor);
            _sorted = null;
            _counts = _counts.SetItem(id.Kind, _counts.GetValueOrDefault(id.Kind) + 1);
        }

        return actor;
    }

    /// <summary>The actors after <paramref name="after"/> in key order, at most <paramref name="count"/>.</summary>
    public ArraySegment<LocalActor> Page(ActorId? after, int count)
    {
        var sorted = InOrder;
        var start = 0;
        if (after is not null)
        {
            var place = Array.BinarySearch(sorted, new LocalActor(after, null!), Comparer<LocalActor>.Create((left, right) => ActorId.Compare(left.Id, right.Id)));
            start = place < 0 ? ~place : place + 1;
        }

        return new ArraySegment<LocalActor>(sorted, start, Math.Min(count, sorted.Length - start));
    }

    /// <summary>State of groups and users: of so many of each at most, evenly spread over their names.</summary>
    public async Task<RunHealth> Health(int sample, int window)
    {
        ILookup<ActorKind, LocalActor> byKind = InOrder.ToLookup(actor => actor.Id.Kind);
        var sum = RunHealth.None;
        await Window.ForEach(
            [.. Sample([.. byKind[ActorKind.Group]], sample), .. Sample([.. byKind[ActorKind.User]], sample)],
            window,
            async actor =>
            {
                var seen = actor.Grain is IGroupGrain group ? await group.Health() : await ((IUserGrain)actor.Grain).Health();
                sum = sum.Add(seen);
            });
        return sum with { Groups = byKind[ActorKind.Group].Count(), Users = byKind[ActorKind.User].Count() };
    }

    /// <summary>Names of actors of a kind that contain a text, in key order, at most so many.</summary>
    public ImmutableArray<string> Find(ActorKind kind, string text, int count) =>
        [.. InOrder.Where(actor => actor.Id.Kind == kind && actor.Id.Name.Contains(text, StringComparison.OrdinalIgnoreCase)).Select(actor => actor.Id.Name).Take(count)];

    private static IEnumerable<LocalActor> Sample(LocalActor[] actors, int count) => actors.Length <= count
        ? actors
        : Enumerable.Range(0, count).Select(i => actors[(int)((long)i * actors.Length / count)]);

    private IActorGrain Reference(ActorId id)
    {
        var key = run.GrainKey(id);
        return id.Kind switch
        {
            ActorKind.Device => grains.GetGrain<IDeviceGrain>(key),
            ActorKind.User => grains.GetGrain<IUserGrain>(key),
            ActorKind.Group => grains.GetGrain<IGroupGrain>(key),
            _ => throw new ArgumentOutOfRangeException(nameof(id), id, "no grain carries it"),
        };
    }
}
