using System.Collections.Immutable;
using Silo.Runs;
using Xunit;

namespace Silo.Tests.Dashboard;

/// <summary>The figures that are kept for those who come later.</summary>
public sealed class PointSeriesTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(5_000)]
    public void A_series_stays_bounded_covers_the_whole_run_evenly_and_ends_with_the_latest_point(int count)
    {
        var series = new PointSeries(100);
        for (var i = 0; i < count; i++)
        {
            series.Add(PointAt(i));
        }

        ImmutableArray<Point> kept = series.From(0);
        Assert.InRange(kept.Length, Math.Min(count, 50), 101);
        Assert.Equal(0, kept[0].T);
        Assert.Equal(count - 1, kept[^1].T);
        double[] gaps = [.. kept.SkipLast(1).Zip(kept.SkipLast(1).Skip(1), (left, right) => right.T - left.T).Distinct()];
        Assert.True(gaps.Length <= 1, string.Join(' ', gaps));
    }

    [Fact]
    public void Somebody_who_has_seen_some_gets_the_rest_once()
    {
        var series = new PointSeries(100);
        series.Add(PointAt(0));
        series.Add(PointAt(1));
        long seen = series.Count;
        Assert.Empty(series.From(seen));
        series.Add(PointAt(2));
        Assert.Equal([2.0], series.From(seen).Select(point => point.T));
    }

    private static Point PointAt(double t) => new()
    {
        Mode = "tree-root",
        T = t,
        Wall = t,
        Phase = "measured",
        Counts = ImmutableSortedDictionary<string, long>.Empty,
        Sent = ImmutableSortedDictionary<string, long>.Empty,
        Delivered = ImmutableSortedDictionary<string, long>.Empty,
        Runtime = ImmutableSortedDictionary<string, double>.Empty,
    };
}
