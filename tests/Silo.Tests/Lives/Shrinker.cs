using System.Collections.Immutable;

namespace Silo.Tests.Lives;

/// <summary>The shortest life that still goes wrong: leaves out halves, quarters and so on down to single events (delta debugging), and then shortens the waits.</summary>
internal static class Shrinker
{
    public static ImmutableArray<LifeEvent> Shrink(ImmutableArray<LifeEvent> life, Predicate<ImmutableArray<LifeEvent>> isWrong)
    {
        for (var size = Math.Max(1, life.Length / 2); ; size = Math.Max(1, size / 2))
        {
            var before = life.Length;
            for (var start = 0; start < life.Length;)
            {
                var without = life.RemoveRange(start, Math.Min(size, life.Length - start));
                if (isWrong(without))
                {
                    life = without;
                }
                else
                {
                    start += size;
                }
            }

            if (size == 1 && life.Length == before)
            {
                break;
            }
        }

        for (var place = 0; place < life.Length; place++)
        {
            foreach (var wait in (ReadOnlySpan<long>)[0, 10, 100, 1_000, 60_000])
            {
                var sooner = life.SetItem(place, life[place] with { Wait = wait });
                if (wait < life[place].Wait && isWrong(sooner))
                {
                    life = sooner;
                    break;
                }
            }
        }

        return life;
    }
}
