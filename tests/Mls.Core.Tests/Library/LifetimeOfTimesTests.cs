using Mls.Core.Nodes;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Library;

public sealed class LifetimeOfTimesTests
{
    private static readonly DateTimeOffset Now = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_lifetime_between_two_moments_holds_both_whatever_their_offset()
    {
        var lifetime = Lifetime.Between(Now.ToOffset(TimeSpan.FromHours(9)), Now.AddDays(1));

        Assert.Equal(new Lifetime(1_704_067_200, 1_704_153_600), lifetime);
        Assert.True(lifetime.Contains(Now) && lifetime.Contains(Now.AddDays(1)));
        Assert.False(lifetime.Contains(Now.AddSeconds(-1)) || lifetime.Contains(Now.AddDays(1).AddSeconds(1)));
    }

    [Fact]
    public void A_lifetime_from_now_on_began_an_hour_ago() =>
        Assert.Equal(Lifetime.Between(Now.AddHours(-1), Now.AddDays(90)), Lifetime.Starting(new FixedClock(Now), TimeSpan.FromDays(90)));

    [Fact]
    public void A_lifetime_does_not_begin_before_1970() =>
        Assert.Equal(new Lifetime(0, 60), Lifetime.Starting(new FixedClock(DateTimeOffset.UnixEpoch), TimeSpan.FromMinutes(1)));

    [Fact]
    public void The_ends_of_time_are_allowed_and_nothing_beyond()
    {
        Assert.Equal(new Lifetime(0, 253_402_300_799), Lifetime.Between(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue));
        Assert.Equal(Lifetime.Between(Now.AddHours(-1), DateTimeOffset.MaxValue), Lifetime.Starting(new FixedClock(Now), DateTimeOffset.MaxValue - Now));

        Assert.Throws<ArgumentOutOfRangeException>(() => Lifetime.Between(DateTimeOffset.UnixEpoch.AddTicks(-1), Now));
        Assert.Throws<ArgumentException>(() => Lifetime.Between(Now, Now.AddSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lifetime.Starting(new FixedClock(Now), TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lifetime.Starting(new FixedClock(Now), DateTimeOffset.MaxValue - Now + TimeSpan.FromTicks(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lifetime.Starting(new FixedClock(Now), TimeSpan.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lifetime.Starting(new FixedClock(Now), TimeSpan.MinValue));
    }
}
