using System.Collections.Immutable;
using static Simulation.Reporting.Figures;

namespace Simulation.Reporting;

/// <summary>The answer of several seeds, in words: at most ten lines of at most 80 columns.</summary>
public static class SeedAnswer
{
    /// <summary>Says which mode sent and delivered less, and how sure that is.</summary>
    /// <param name="seeds">The comparison.</param>
    /// <param name="planned">How many seeds were asked for.</param>
    /// <param name="summaries">Of one of the seeds: what is assumed is the same in all.</param>
    /// <param name="facts">What the runs assumed; null where that is not known.</param>
    public static ImmutableArray<string> Lines(SeedComparison seeds, int planned, ImmutableArray<ModeSummary> summaries, AnswerFacts? facts)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        if (seeds.Seeds.IsEmpty)
        {
            return ["No answer: no seed ran to its end."];
        }

        string stopped = seeds.Seeds.Length < planned ? $", {planned - seeds.Seeds.Length} more not run to the end" : "";
        int unequal = seeds.Seeds.Length - seeds.Compared.Length;
        string work = seeds.Modes.Length == 1 ? "" : unequal == 0 ? "; same work in every mode" : $"; {unequal} left out: unequal work";
        return
        [
            .. Prose.Wrap($"Over {Count(seeds.Seeds.Length)}{stopped}{work}.", Answer.Width),
            .. seeds.Compared.IsEmpty ? ["No winner: in no seed the modes did the same work."] : Side(seeds, SeedComparison.Sent, "sent"),
            .. seeds.Compared.IsEmpty ? [] : Side(seeds, SeedComparison.Delivered, "delivered"),
            .. Answer.Context(summaries, facts),
        ];
    }

    private static IEnumerable<string> Side(SeedComparison seeds, string figure, string direction)
    {
        SeedFigure found = seeds.Figures.Single(one => one.Name == figure);
        if (seeds.Modes.Length == 1)
        {
            return Prose.Wrap($"{seeds.Modes[0]} {direction} {Plain(found.Means[0]!.Mean)} per device and day{Between(found.Means[0]!, Plain)}.", Answer.Width);
        }

        return Enumerable.Range(1, seeds.Modes.Length - 1).SelectMany(mode => Prose.Wrap(Pair(seeds, found, direction, mode), Answer.Width));
    }

    /// <summary>The difference of a mode from the first. A winner is named only where the whole interval is on one side.</summary>
    private static string Pair(SeedComparison seeds, SeedFigure figure, string direction, int mode)
    {
        Interval difference = figure.Differences[mode - 1]!;
        string how = $"{Signed(difference.Mean)} per device and day ({seeds.Modes[mode]} less {seeds.Modes[0]}{Between(difference, Signed)})";
        int less = figure.Values[mode].Zip(figure.Values[0]).Count(pair => pair.First < pair.Second);
        int more = figure.Values[mode].Zip(figure.Values[0]).Count(pair => pair.First > pair.Second);
        return difference.Sign switch
        {
            < 0 => $"Less {direction}: {seeds.Modes[mode]}, {how}, in {less} of {Count(seeds.Compared.Length)}.",
            > 0 => $"Less {direction}: {seeds.Modes[0]}, {how}, in {more} of {Count(seeds.Compared.Length)}.",
            _ when less + more == 0 => $"As much {direction}: {seeds.Modes[mode]} and {seeds.Modes[0]} the same in every seed.",
            _ => $"No sure winner, {direction}: {how}; {seeds.Modes[mode]} less in {less} of {Count(seeds.Compared.Length)}.",
        };
    }

    private static string Between(Interval interval, Func<double, string> show) =>
        interval.HalfWidth is null ? "" : $"; 95 % sure: {show(interval.Low)} to {show(interval.High)}";

    private static string Count(int seeds) => seeds == 1 ? "1 seed" : $"{Whole(seeds)} seeds";

    private static string Plain(double octets) => Brief((long)Math.Round(octets));

    private static string Signed(double octets) => octets < 0 ? $"-{Plain(-octets)}" : $"+{Plain(octets)}";
}
