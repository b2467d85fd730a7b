using Xunit;

namespace Mutation.Tests;

public class ScoreTests
{
    /// <summary>The ends are the shares x with (killed / tested - x)² = z² x (1 - x) / tested, solved apart from this program, in percent.</summary>
    [Theory]
    [InlineData(34, 40, 70.93, 92.94)]
    [InlineData(40, 40, 91.24, 100)]
    [InlineData(0, 10, 0, 27.75)]
    [InlineData(1, 2, 9.45, 90.55)]
    [InlineData(950, 1000, 93.47, 96.19)]
    public void The_interval_is_Wilsons(int killed, int tested, double low, double high)
    {
        var interval = new Score(killed, tested).Interval;
        Assert.Equal(low, interval.Low, 0.005);
        Assert.Equal(high, interval.High, 0.005);
    }

    [Fact]
    public void Nothing_tested_says_nothing()
    {
        Assert.Equal((0, 100), new Score(0, 0).Interval);
        Assert.Equal("none tested", new Score(0, 0).ToString());
    }

    [Fact]
    public void A_score_is_written_with_its_interval() => Assert.Equal("34 of 40, 85.0 % (70.9 to 92.9 %)", new Score(34, 40).ToString());
}
