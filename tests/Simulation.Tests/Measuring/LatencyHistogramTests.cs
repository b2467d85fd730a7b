using CsCheck;
using Simulation.Measuring;
using Xunit;

namespace Simulation.Tests.Measuring;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void A_percentile_is_within_two_percent_of_the_exact_one() =>
        Gen.Long[0, 4_000_000_000].Array[1, 200].Sample(values =>
        {
            var histogram = new LatencyHistogram();
            Array.ForEach(values, histogram.Add);
            long[] sorted = [.. values.Order()];
            foreach (var share in (double[])[0.5, 0.95, 0.99, 1])
            {
                long exact = sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
                Assert.InRange(histogram.Percentile(share), exact, (exact * 1.02) + 1);
            }
        });

    [Fact]
    public void Small_values_are_exact_and_the_largest_is_kept()
    {
        var histogram = new LatencyHistogram();
        foreach (var value in Enumerable.Range(1, 100))
        {
            histogram.Add(value);
        }

        histogram.Add(long.MaxValue);

        Assert.Equal(51, histogram.Percentile(0.5));
        Assert.Equal(long.MaxValue, histogram.Maximum);
        Assert.Equal(long.MaxValue, histogram.Percentile(1));
    }

    [Fact]
    public void A_histogram_is_as_large_as_its_largest_value_asks_for_however_many_values_there_are()
    {
        var histogram = new LatencyHistogram();
        for (var value = 0; value < 100_000; value++)
        {
            histogram.Add(value % 1_000);
        }

        Assert.Equal(2_560, histogram.BucketOctets);
        histogram.Add(long.MaxValue);
        Assert.InRange(histogram.BucketOctets, 2_561, 30_208);
    }

    [Fact]
    public void Two_histograms_together_have_the_values_of_both()
    {
        var small = new LatencyHistogram();
        var large = new LatencyHistogram();
        small.Add(3);
        large.Add(1_000);
        large.Add(1_000);
        small.Add(large);

        Assert.Equal((3, 3, 1_000), (small.Count, small.Percentile(0.3), small.Maximum));
        Assert.InRange(small.Percentile(0.5), 1_000, 1_016);
    }

    [Fact]
    public void An_empty_histogram_has_no_percentile() => Assert.Equal(0, new LatencyHistogram().Percentile(0.5));
}
