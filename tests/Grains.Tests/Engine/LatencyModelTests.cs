using Grains.Interfaces.Contracts;
using Grains.Post;
using Grains.Tests.Support;
using Xunit;

namespace Grains.Tests.Engine;

public sealed class LatencyModelTests
{
    [Theory]
    [InlineData(LatencyLaw.Uniform, 100)]
    [InlineData(LatencyLaw.Exponential, 1100)]
    public void Latencies_lie_above_the_minimum_and_have_the_mean(LatencyLaw law, long largest)
    {
        var model = new LatencyModel(Cluster.Settings(3) with { DeviceToService = new LinkLatency(20, 60, law) });
        long[] latencies = [.. Enumerable.Range(0, 20_000).Select(sequence => model.Arrival(Letter(sequence), ActorId.User("u1")) - 1000)];
        Assert.InRange(latencies.Average(), 59, 61);
        Assert.Equal(20, latencies.Min());
        Assert.InRange(latencies.Max(), 99, largest);
    }

    [Fact]
    public void Exponential_latencies_have_the_median_of_their_law()
    {
        var model = new LatencyModel(Cluster.Settings(3) with { DeviceToService = new LinkLatency(0, 1000, LatencyLaw.Exponential) });
        long[] latencies = [.. Enumerable.Range(0, 20_000).Select(sequence => model.Arrival(Letter(sequence), ActorId.User("u1")) - 1000).Order()];
        Assert.InRange(latencies[10_000], 670, 720);
        Assert.InRange(latencies[19_000], 2900, 3100);
    }

    [Fact]
    public void Each_recipient_of_a_mail_has_its_own_latency()
    {
        var model = new LatencyModel(Cluster.Settings(3));
        Assert.True(Enumerable.Range(0, 50).Select(user => model.Arrival(Letter(1), ActorId.User($"u{user}"))).Distinct().Count() > 10);
    }

    [Fact]
    public void Mail_to_oneself_has_none()
    {
        var letter = Letter(1) with { Link = LinkClass.Self };
        Assert.Equal(letter.SentAt, new LatencyModel(Cluster.Settings(3)).Arrival(letter, Samples.Me));
    }

    private static Letter Letter(long sequence) =>
        Interfaces.Contracts.Letter.Of(Samples.Mail(ActorId.User("u1"), "kind"), Samples.Run, Samples.Me, sequence, 1000);
}
