using Mls.Core.Configuration;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>A past epoch is forgotten after a time, whatever the number of epochs kept.</summary>
public sealed class PastEpochAgeTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private readonly SettableClock _clock = new(FixedClock.In(2024, 1).GetUtcNow());
    private readonly TestGroup _group;
    private GroupLimits _limits = GroupLimits.Default;

    public PastEpochAgeTests() => _group = TestGroup.Of(2, change: services => services with { Clock = _clock, Limits = _limits });

    [Fact]
    public void A_message_of_a_past_epoch_opens_for_a_day_and_not_longer()
    {
        var (first, second) = (_group[0].Group.Protect("first"u8), _group[0].Group.Protect("second"u8));
        _group.Commit(1).Dispose();

        _clock.Now += Day - TimeSpan.FromMilliseconds(1);
        _group[1].Open(first);
        _clock.Now += TimeSpan.FromMilliseconds(1);

        Assert.IsType<ReceiveResult.OldEpoch>(_group[1].Group.Receive(second));
        Assert.Empty(_group[1].Group.State.Past.Epochs);
    }

    [Fact]
    public void Its_secrets_are_cleared()
    {
        _group.Commit(0).Dispose();
        var past = Assert.Single(_group[1].Group.State.Past.Epochs);
        _clock.Now += Day;

        _group[1].Group.ForgetPastEpochs();

        Assert.True(past.SenderData.IsCleared);
        Assert.Throws<ObjectDisposedException>(() => past.Messages.NextGeneration(default, RatchetType.Application));
    }

    [Fact]
    public void Going_on_forgets_what_is_over_and_keeps_the_rest()
    {
        _group.Commit(0).Dispose();
        _clock.Now += Day / 2;
        _group.Commit(1).Dispose();
        _clock.Now += Day / 2;
        _group.Commit(0).Dispose();

        Assert.Equal([2UL, 3UL], _group[1].Group.State.Past.Epochs.Select(past => past.Public.Epoch.Value));
    }

    [Fact]
    public void The_time_survives_a_snapshot()
    {
        var late = _group[0].Group.Protect("late"u8);
        _group.Commit(1).Dispose();
        _clock.Now += Day / 2;
        Snapshots.Reload(_group[1]);
        _clock.Now += Day / 2;

        Assert.IsType<ReceiveResult.OldEpoch>(_group[1].Group.Receive(late));
    }

    [Fact]
    public void Without_a_limit_only_the_number_counts()
    {
        _limits = GroupLimits.Default with { PastEpochAge = null };
        using var group = TestGroup.Of(2, change: services => services with { Clock = _clock, Limits = _limits });
        var late = group[0].Group.Protect("late"u8);
        group.Commit(1).Dispose();
        _clock.Now += TimeSpan.FromDays(400);

        group[1].Open(late);
    }

    [Fact]
    public void Resumption_keys_stay()
    {
        var epoch = _group[1].Group.Epoch;
        _group.Commit(0).Dispose();
        _clock.Now += Day;
        _group.Commit(1).Dispose();

        Assert.NotNull(_group[1].Group.State.Past.FindResumptionPsk(epoch));
    }

    public void Dispose() => _group.Dispose();
}
