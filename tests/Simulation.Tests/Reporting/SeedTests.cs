using System.Collections.Immutable;
using CsCheck;
using Simulation.Reporting;
using Xunit;
using static Simulation.Tests.Reporting.SummarySamples;

namespace Simulation.Tests.Reporting;

/// <summary>Several seeds: what is said of them is as sure as the interval.</summary>
public sealed class SeedTests
{
    private static readonly ImmutableArray<string> Modes = ["multi-client", "tree-root"];

    [Theory]
    [InlineData(1, 12.7062)]
    [InlineData(19, 2.0930)]
    [InlineData(30, 2.0423)]
    [InlineData(40, 2.0211)]
    [InlineData(120, 1.9799)]
    public void The_critical_values_are_those_of_the_tables(int freedom, double expected) => Assert.Equal(expected, StudentT.Critical(freedom), 0.0002);

    [Fact]
    public void An_interval_is_the_mean_and_t_times_the_standard_error()
    {
        // Mean 5, standard deviation sqrt(20/3), three degrees of freedom.
        Interval interval = Interval.Of([2, 4, 6, 8])!;

        Assert.Equal(5, interval.Mean);
        Assert.Equal(3.1824 * Math.Sqrt(20.0 / 3 / 4), interval.HalfWidth!.Value, 1e-9);
        Assert.Null(Interval.Of([]));
        Assert.Null(Interval.Of([3])!.HalfWidth);
    }

    [Fact]
    public void Differences_are_taken_within_each_seed()
    {
        // The seeds differ far more than the modes: only pairs show it.
        SeedComparison seeds = SeedComparison.Of(Modes, [Run(1, 1000, 1200), Run(2, 5000, 5220), Run(3, 9000, 9210)]);

        SeedFigure sent = seeds.Figures.Single(figure => figure.Name == SeedComparison.Sent);
        Assert.Equal(210 / 20.0, sent.Differences[0]!.Mean, 1e-6);
        Assert.Equal(1, sent.Differences[0]!.Sign);
        Assert.StartsWith("Less sent: multi-client, +10 B per device and day", Line(seeds, "sent"), StringComparison.Ordinal);
        Assert.Contains("in 3 of 3 seeds.", Words(seeds), StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_mode_can_win()
    {
        SeedComparison seeds = SeedComparison.Of(Modes, [Run(1, 9000, 1000), Run(2, 9000, 1100)]);

        Assert.StartsWith("Less sent: tree-root, -", Line(seeds, "sent"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_winner_is_named_where_the_interval_holds_zero()
    {
        SeedComparison seeds = SeedComparison.Of(Modes, [Run(1, 1000, 1200), Run(2, 1200, 1000), Run(3, 1000, 1010)]);

        Assert.StartsWith("No sure winner, sent: ", Line(seeds, "sent"), StringComparison.Ordinal);
        Assert.StartsWith("As much delivered: ", Line(seeds, "delivered"), StringComparison.Ordinal);
    }

    [Fact]
    public void Seeds_with_unequal_work_are_left_out_and_counted()
    {
        ImmutableArray<ModeSummary> unequal = Compared((Of("multi-client") with { Seed = 9 }, 1), (Of("tree-root", changes: 1) with { Seed = 9 }, 0));
        SeedComparison seeds = SeedComparison.Of(Modes, [Run(1, 1000, 1200), Run(2, 1000, 1220), unequal]);

        Assert.Equal([1, 2, 9], seeds.Seeds);
        Assert.Equal([1, 2], seeds.Compared);
        Assert.Equal("Over 3 seeds; 1 left out: unequal work.", SeedAnswer.Lines(seeds, 3, unequal, null)[0]);
    }

    [Fact]
    public void Seeds_that_were_not_run_are_said()
    {
        SeedComparison seeds = SeedComparison.Of(Modes, [Run(1, 1000, 1200), [Of("multi-client") with { Partial = true }]]);

        Assert.Equal("Over 1 seed, 4 more not run to the end; same work in every mode.", SeedAnswer.Lines(seeds, 5, Run(1, 1, 1), null)[0]);
        Assert.Equal("No answer: no seed ran to its end.", SeedAnswer.Lines(SeedComparison.Of(Modes, []), 5, [], null).Single());
    }

    [Fact]
    public void Whatever_the_numbers_a_winner_has_the_smaller_mean_and_lines_fit() =>
        Gen.Select(Gen.Long[0, 900_000_000], Gen.Long[0, 900_000_000]).Array[1, 6].Sample(pairs =>
        {
            SeedComparison seeds = SeedComparison.Of(Modes, [.. pairs.Select((pair, seed) => Run(seed, pair.Item1, pair.Item2))]);
            ImmutableArray<string> lines = SeedAnswer.Lines(seeds, pairs.Length, Run(1, pairs[0].Item1, pairs[0].Item2), Facts);
            Assert.InRange(lines.Length, 4, 10);
            Assert.All(lines, line => Assert.InRange(line.Length, 1, Answer.Width));
            string line = Line(seeds, "sent");
            double difference = pairs.Average(pair => (double)pair.Item2 - pair.Item1);
            Assert.True(!line.StartsWith("Less sent: ", StringComparison.Ordinal) || line.StartsWith(difference < 0 ? "Less sent: tree-root" : "Less sent: multi-client", StringComparison.Ordinal));
        });

    private static string Line(SeedComparison seeds, string direction) =>
        SeedAnswer.Lines(seeds, seeds.Seeds.Length, Run(1, 1, 1), Facts).First(line => line.Contains($" {direction}: ", StringComparison.Ordinal) || line.Contains($", {direction}: ", StringComparison.Ordinal));

    private static string Words(SeedComparison seeds) => string.Join(' ', SeedAnswer.Lines(seeds, seeds.Seeds.Length, Run(1, 1, 1), Facts).Select(line => line.Trim()));

    private static ImmutableArray<ModeSummary> Run(long seed, long first, long second) =>
        Compared((Of("multi-client", changes: first) with { Seed = seed }, 0), (Of("tree-root", changes: second) with { Seed = seed }, 0));
}
