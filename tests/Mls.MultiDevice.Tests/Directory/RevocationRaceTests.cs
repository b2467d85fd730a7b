using Xunit;

namespace Mls.MultiDevice.Tests.Directory;

/// <summary>A device is revoked with a Commit of the user group that loses against another one, which still includes the device: epoch 5 is that Commit's, tag 50 or 51.</summary>
public sealed class RevocationRaceTests
{
    [Fact]
    public void The_second_revocation_ends_leaf_keys_of_the_epoch_that_won()
    {
        var account = Raced().LeafKey(50, "winner", 51, "A", epoch: 5).Revoke(60, "B", "A", nextTag: 60, nextEpoch: 6).LeafKey(60, "after", 60, "A", epoch: 6);

        Assert.True(account.IsValid("winner", 1060));
        Assert.False(account.IsValid("winner", 1061));
        Assert.True(account.IsValid("after", 5000));
    }

    [Fact]
    public void Leaf_keys_of_the_epoch_that_won_end_also_where_they_are_certified_later()
    {
        var account = Raced().Revoke(60, "B", "A", nextTag: 60, nextEpoch: 6).LeafKey(70, "late", 51, "A", epoch: 5).LeafKey(70, "after", 60, "A", epoch: 6);

        Assert.True(account.IsValid("late", 1070));
        Assert.False(account.IsValid("late", 1071));
        Assert.True(account.IsValid("after", 5000));
    }

    [Fact]
    public void The_device_is_revoked_from_the_first_time_on()
    {
        var account = Raced().Revoke(60, "B", "A", nextTag: 60, nextEpoch: 6);

        Assert.Equal([("B", 40L)], account.Directory.RevokedDevices(Account.User, 70).Select(device => (device.Device, device.At)));
        Assert.Equal(0, account.Directory.Ignored);
    }

    [Fact]
    public void Of_two_siblings_that_remove_one_device_at_once_the_second_changes_nothing()
    {
        var account = Raced().LeafKey(40, "first", 50, "A", epoch: 5).Revoke(41, "B", "C", nextTag: 52, nextEpoch: 5);

        Assert.True(account.IsValid("first", 5000));
        Assert.True(account.Directory.IsValid(Account.User, Account.Public("first"), 5000));
        Assert.Equal(1, account.Directory.Ignored);
    }

    [Fact]
    public void Who_lies_about_an_epochs_number_helps_nobody_once_it_has_been_told_right()
    {
        var account = Raced().LeafKey(50, "liar", 51, "C", epoch: 999).LeafKey(51, "winner", 51, "A", epoch: 5).Revoke(60, "B", "A", nextTag: 60, nextEpoch: 6);

        Assert.False(account.IsValid("liar", 1061));
    }

    private static Account Raced() => new Account().Device(10, "A", "A").Device(20, "B", "A").Device(21, "C", "A").Revoke(40, "B", "A", nextTag: 50, nextEpoch: 5);
}
