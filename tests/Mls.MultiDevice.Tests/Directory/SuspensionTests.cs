using Mls.MultiDevice.Directory;
using Xunit;

namespace Mls.MultiDevice.Tests.Directory;

/// <summary>A device is to go, and is gone: what each ends, and what members still follow.</summary>
public sealed class SuspensionTests
{
    [Fact]
    public void A_suspended_device_says_nothing_new_and_its_own_key_ends()
    {
        var account = Two().Suspend(40, "B", "A").LeafKey(41, "new", 8, "B").Device(42, "C", "B").Revoke(43, "A", "B");

        Assert.False(account.IsValid("new", 50));
        Assert.False(account.IsValid("C", 50));
        Assert.Equal(["A"], account.Directory.ActiveDevices(Account.User, 50));
        Assert.Empty(account.Directory.RevokedDevices(Account.User, 50));
        Assert.False(account.Directory.WithoutGraceAt(50).IsValid(Account.CredentialOf(Account.User), Account.Public("B")));
        Assert.Equal(3, account.Directory.Ignored);
    }

    [Fact]
    public void Leaf_keys_that_the_siblings_share_go_on_until_it_is_revoked()
    {
        var account = Two().LeafKey(30, "shared", 7, "A").Suspend(40, "B", "A").LeafKey(41, "later", 7, "A");
        var service = account.Directory.WithoutGraceAt(5000);
        Assert.True(service.IsValid(Account.CredentialOf(Account.User), Account.Public("shared")));
        Assert.True(service.IsValid(Account.CredentialOf(Account.User), Account.Public("later")));

        account.Revoke(6000, "B", "A", nextTag: 9);
        service = account.Directory.WithoutGraceAt(6001);
        Assert.False(service.IsValid(Account.CredentialOf(Account.User), Account.Public("shared")));
        Assert.False(service.IsValid(Account.CredentialOf(Account.User), Account.Public("later")));
        Assert.Equal([new RevokedDevice("B", 6000)], account.Directory.RevokedDevices(Account.User, 6001));
    }

    [Fact]
    public void A_device_that_is_suspended_before_it_comes_never_comes()
    {
        var account = Two().Suspend(40, "C", "A").Device(41, "C", "B");

        Assert.False(account.IsValid("C", 50));
        Assert.Equal(["A", "B"], account.Directory.ActiveDevices(Account.User, 50));
    }

    [Fact]
    public void Of_two_devices_that_suspend_each_other_the_first_in_the_log_stays()
    {
        var account = Two().Suspend(40, "A", "B").Suspend(40, "B", "A");

        Assert.Equal(["B"], account.Directory.ActiveDevices(Account.User, 50));
        Assert.Equal(1, account.Directory.Ignored);
    }

    [Theory]
    [InlineData(39, false, true)]
    [InlineData(40, false, true)]
    [InlineData(41, false, false)]
    [InlineData(39, true, false)]
    public void A_member_follows_what_was_accepted_before_the_key_ended_however_long_ago_unless_it_has_come_late(long accepted, bool isLate, bool follows)
    {
        var account = Two().LeafKey(30, "leaf", 7, "A").Revoke(40, "B", "A", nextTag: 8);

        Assert.Equal(follows, account.WasValid("B", 100 * Account.Grace, accepted, isLate));
        Assert.Equal(follows, account.WasValid("leaf", 100 * Account.Grace, accepted, isLate));
        Assert.True(account.WasValid("A", 100 * Account.Grace, accepted, isLate));
    }

    private static Account Two() => new Account().Device(10, "A", "A").Device(20, "B", "A");
}
