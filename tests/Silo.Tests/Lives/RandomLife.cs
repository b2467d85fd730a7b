using System.Collections.Immutable;

namespace Silo.Tests.Lives;

/// <summary>Draws lives: changes that race in one quantum, come into the middle of each other, or find somebody away, in every order.</summary>
internal static class RandomLife
{
    private static readonly ImmutableArray<(int Weight, LifeEventKind Kind)> Kinds =
    [
        (2, LifeEventKind.Register),
        (12, LifeEventKind.AddDevice),
        (10, LifeEventKind.RemoveDevice),
        (14, LifeEventKind.UpdateKeys),
        (6, LifeEventKind.CreateGroup),
        (10, LifeEventKind.AddUser),
        (9, LifeEventKind.RemoveUser),
        (14, LifeEventKind.GoOffline),
        (12, LifeEventKind.GoOnline),
        (11, LifeEventKind.SendMessage),
    ];

    /// <summary>In one quantum; into the way of a message; between two of them; after all is quiet; after obligations have gone to others; after days.</summary>
    private static readonly ImmutableArray<(int Weight, int From, int To)> Waits =
    [
        (30, 0, 1), (25, 1, 60), (25, 60, 400), (12, 400, 4_000), (6, 30_000, 200_000), (2, 3_600_000, 300_000_000),
    ];

    /// <summary>The life of a seed.</summary>
    public static ImmutableArray<LifeEvent> Of(int seed)
    {
        var chance = new Random(seed);
        var events = ImmutableArray.CreateBuilder<LifeEvent>();
        var length = chance.Next(8, 30);
        while (events.Count < length)
        {
            var kind = Choose(chance, Kinds, row => row.Weight).Kind;
            var (_, from, to) = Choose(chance, Waits, row => row.Weight);
            events.Add(new LifeEvent(chance.Next(from, to), kind, chance.Next(1000), chance.Next(1000)));
        }

        return events.DrainToImmutable();
    }

    private static T Choose<T>(Random chance, ImmutableArray<T> rows, Func<T, int> weight)
    {
        var left = chance.Next(rows.Sum(weight));
        foreach (var row in rows)
        {
            left -= weight(row);
            if (left < 0)
            {
                return row;
            }
        }

        throw new System.Diagnostics.UnreachableException();
    }
}
