using System.Collections.Immutable;
using System.Globalization;
using Simulation.Scenarios;

namespace Silo.Commands;

/// <summary>Reads the seeds of <c>--seeds</c>.</summary>
internal static class SeedList
{
    private const int Most = 1000;

    /// <summary>Numbers and ranges with commas between them, in the order given.</summary>
    /// <exception cref="WrongUseException">They are none, or one comes twice.</exception>
    public static ImmutableArray<long> Parse(string text)
    {
        var seeds = ImmutableArray.CreateBuilder<long>();
        foreach (var part in text.Split(','))
        {
            string[] ends = part.Trim().Split("..");
            if (ends.Length > 2 || !TryNumber(ends[0], out long first) || !TryNumber(ends[^1], out long last) || last < first || last - first >= Most || seeds.Count + last - first >= Most)
            {
                throw new WrongUseException(FormattableString.Invariant($"--seeds {Printable.Line(text)}: must be whole numbers and ranges, such as 1..20 or 1,2,5, at most {Most}"));
            }

            for (var seed = first; seed <= last; seed++)
            {
                if (seeds.Contains(seed))
                {
                    throw new WrongUseException(FormattableString.Invariant($"--seeds {Printable.Line(text)}: seed {seed} is there twice; must be different numbers"));
                }

                seeds.Add(seed);
            }
        }

        return seeds.ToImmutable();
    }

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= int.MaxValue;
}
