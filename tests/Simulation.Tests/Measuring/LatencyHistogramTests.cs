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
            foreach (double share in (double[])[0.5, 0.95, 0.99, 1])
            {
                long exact = sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
                Assert.InRange(histogram.Percentile(share), exact, (exact * 1.02) + 1);
            }
        });

    [Fact]
    public void Small_values_are_exact_and_the_largest_is_kept()
    {
        var histogram = new LatencyHistogram();
        foreach (int value in Enumerable.Range(1, 100))
        {
            histogram.Add(value);
        }

        histogram.Add(long.MaxValue);

        Assert.Equal(51, histogram.Percentile(0.5));
        Assert.Equal(long.MaxValue, histogram.Maximum);
        Assert.Equal(long.MaxValue, histogram.Percentile(1));
    }

    [Fact]
    public void An_empty_histogram_has_no_percentile() => Assert.Equal(0, new LatencyHistogram().Percentile(0.5));
}
