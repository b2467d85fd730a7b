using System.Collections.Immutable;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;

namespace Grains.Post;

/// <summary>The actors of one run on one silo. An actor exists from its set-up, or from its first mail.</summary>
internal sealed class ActorTable(RunKey run, IGrainFactory grains)
{
    private readonly Dictionary<ActorId, LocalActor> _actors = [];
    private LocalActor[]? _sorted;

    public int Count => _actors.Count;

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
