using Mls.Core.Nodes;
using Mls.Core.Wire;
using Mls.MultiDevice.Directory;
using TestKit;
using Xunit;

namespace Mls.MultiDevice.Tests.Directory;

public sealed class AuthenticationDirectoryTests
{
    [Fact]
    public void The_first_device_introduces_itself_and_further_ones_need_an_active_sponsor()
    {
        var account = new Account().Device(10, "A", "A").Device(20, "B", "A").Device(30, "C", "B");

        Assert.True(account.IsValid("A", 40));
        Assert.True(account.IsValid("B", 40));
        Assert.True(account.IsValid("C", 40));
        Assert.Equal(["A", "B", "C"], account.Directory.ActiveDevices(Account.User, 40));
        Assert.Equal(0, account.Directory.Ignored);
    }

    [Fact]
    public void A_second_device_that_introduces_itself_is_ignored()
    {
        var account = new Account().Device(10, "A", "A").Device(20, "B", "B");

        Assert.False(account.IsValid("B", 40));
        Assert.Equal(1, account.Directory.Ignored);
    }

    [Fact]
    public void A_first_device_that_another_key_vouches_for_is_ignored()
    {
        var account = new Account().Device(10, "A", "B");

        Assert.False(account.IsValid("A", 40));
        Assert.Empty(account.Directory.ActiveDevices(Account.User, 40));
    }

    [Fact]
    public void A_log_is_read_as_of_the_readers_time_whoever_has_read_further()
    {
        var account = new Account().Device(10, "A", "A").Device(20, "B", "A").LeafKey(30, "leaf", 1, "B").Revoke(40, "B", "A");
        Assert.True(account.IsValid("leaf", 50));

        Assert.False(account.IsValid("A", 9));
        Assert.True(account.IsValid("A", 10));
        Assert.False(account.IsValid("B", 19));
        Assert.False(account.IsValid("leaf", 29));
        Assert.Equal("B", account.Directory.DeviceOf(Account.User, Account.Public("B"), 20));
        Assert.Null(account.Directory.DeviceOf(Account.User, Account.Public("B"), 19));
        Assert.Equal(["A"], account.Directory.ActiveDevices(Account.User, 19));
        Assert.Equal(["A", "B"], account.Directory.ActiveDevices(Account.User, 39));
        Assert.Equal(["A"], account.Directory.ActiveDevices(Account.User, 40));
        Assert.Empty(account.Directory.RevokedDevices(Account.User, 39));
        Assert.Equal([new RevokedDevice("B", 40)], account.Directory.RevokedDevices(Account.User, 40));
    }

    [Theory]
    [InlineData(39, true)]
    [InlineData(40, true)]
    [InlineData(1040, true)]
    [InlineData(1041, false)]
    public void A_revoked_devices_key_stays_valid_for_the_grace_time_and_no_longer(long now, bool valid)
    {
        var account = new Account().Device(10, "A", "A").Device(20, "B", "A").Revoke(40, "B", "A");

        Assert.Equal(valid, account.IsValid("B", now));
    }

    [Theory]
    [InlineData(1040, true)]
    [InlineData(1041, false)]
    public void Leaf_keys_of_epochs_with_the_revoked_device_end_with_it_whoever_certified_them(long now, bool valid)
    {
        var account = new Account().Device(10, "A", "A").Device(20, "B", "A").LeafKey(30, "by-A", 7, "A").LeafKey(30, "by-B", 7, "B").Revoke(40, "B", "A", nextTag: 8);

        Assert.Equal(valid, account.IsValid("by-A", now));
        Assert.Equal(valid, account.IsValid("by-B", now));
    }

    [Fact]
    public void Leaf_keys_of_the_first_epoch_without_the_device_stay_valid_before_and_behind_the_revocation_in_the_log()
    {
        var account = new Account().Device(10, "A", "A").Device(20, "B", "A")
            .LeafKey(30, "old", 7, "A").LeafKey(40, "before", 8, "A").Revoke(40, "B", "A", nextTag: 8).LeafKey(40, "behind", 8, "A").LeafKey(50, "later", 9, "A");

        Assert.False(account.IsValid("old", 5000));
        Assert.True(account.IsValid("before", 5000));
        Assert.True(account.IsValid("behind", 5000));
        Assert.True(account.IsValid("later", 5000));
    }

    [Fact]
    public void A_late_certificate_of_an_epoch_that_the_revoked_device_was_in_ends_as_the_earlier_ones()
    {
        var account = new Account().Device(10, "A", "A").Device(20, "B", "A").LeafKey(30, "old", 7, "A").Revoke(40, "B", "A", nextTag: 8).LeafKey(45, "late", 7, "A");

        Assert.True(account.IsValid("late", 1040));
        Assert.False(account.IsValid("late", 1041));
    }

    [Fact]
    public void Leaf_keys_of_epochs_from_before_the_revoked_device_came_stay_valid()
    {
        var account = new Account().Device(10, "A", "A").LeafKey(15, "early", 6, "A").Device(20, "B", "A").LeafKey(30, "common", 7, "A").Revoke(40, "B", "A", nextTag: 8);

        Assert.True(account.IsValid("early", 5000));
        Assert.False(account.IsValid("common", 5000));
    }

    [Fact]
    public void Of_two_revocations_the_earlier_ends_an_epochs_keys()
    {
        var account = new Account().Device(10, "A", "A").Device(11, "B", "A").Device(12, "C", "A")
            .LeafKey(20, "leaf", 7, "A").Revoke(40, "B", "A", nextTag: 8).Revoke(500, "C", "A", nextTag: 9);

        Assert.True(account.IsValid("leaf", 1040));
        Assert.False(account.IsValid("leaf", 1041));
    }

    [Fact]
    public void A_revoked_device_says_nothing_any_more()
    {
        var account = new Account().Device(10, "A", "A").Device(20, "B", "A").Revoke(40, "B", "A")
            .LeafKey(40, "leaf", 1, "B").Device(50, "C", "B").Revoke(60, "A", "B");

        Assert.False(account.IsValid("leaf", 100));
        Assert.False(account.IsValid("C", 100));
        Assert.Equal(["A"], account.Directory.ActiveDevices(Account.User, 100));
        Assert.Equal(3, account.Directory.Ignored);
    }

    [Fact]
    public void A_revoked_device_does_not_come_back_under_its_name_or_with_its_key()
    {
        var account = new Account().Device(10, "A", "A").Device(20, "B", "A").Revoke(40, "B", "A")
            .Append(50, new DirectoryStatement.DeviceKey("B", Account.Public("B2")), "A")
            .Append(60, new DirectoryStatement.DeviceKey("C", Account.Public("B")), "A");

        Assert.False(account.IsValid("B2", 5000));
        Assert.False(account.IsValid("B", 5000));
        Assert.Equal(["A"], account.Directory.ActiveDevices(Account.User, 5000));
        Assert.Equal(2, account.Directory.Ignored);
    }

    [Fact]
    public void The_last_device_may_revoke_itself_and_then_the_account_is_closed()
    {
        var account = new Account().Device(10, "A", "A").Revoke(40, "A", "A").Device(50, "B", "B");

        Assert.Empty(account.Directory.ActiveDevices(Account.User, 60));
        Assert.Equal(1, account.Directory.Ignored);
    }

    [Fact]
    public void Records_that_are_malformed_or_badly_signed_or_for_another_user_are_ignored_and_counted()
    {
        var account = new Account().Device(10, "A", "A").Device(10, "M", "M", user: "mallory");
        var leaf = Account.Record(new DirectoryStatement.LeafKey(Account.Public("leaf"), 1, 1), "A");
        account.Log.Append(Account.User, 20, new OpaqueBytes([9, 9, 9]));
        account.Log.Append(Account.User, 20, leaf with { Statement = new DirectoryStatement.LeafKey(Account.Public("leaf"), 2, 2) });
        account.Log.Append(Account.User, 20, Account.Record(new DirectoryStatement.LeafKey(Account.Public("leaf"), 1, 1), "M"));
        account.Log.Append(Account.User, 20, Account.Record(new DirectoryStatement.LeafKey(Account.Public("leaf"), 1, 1), "A", user: "mallory"));
        account.Log.Append(Account.User, 20, Account.Record(new DirectoryStatement.RevokeDevice("Z", 1, 1), "A"));

        Assert.False(account.IsValid("leaf", 100));
        Assert.Equal(5, account.Directory.Ignored);
        Assert.Equal(5, account.Directory.Ignored);
        account.Log.Append(Account.User, 200, leaf);
        Assert.True(account.IsValid("leaf", 200));
        Assert.Equal(5, account.Directory.Ignored);
    }

    [Fact]
    public void A_leaf_key_does_not_sign_for_the_account()
    {
        var account = new Account().Device(10, "A", "A").LeafKey(20, "leaf", 1, "A").Device(30, "B", "leaf");

        Assert.False(account.IsValid("B", 100));
    }

    [Fact]
    public void A_key_stands_for_its_own_user_only_and_a_credential_that_names_none_for_nobody()
    {
        var account = new Account().Device(10, "A", "A").Device(10, "M", "M", user: "mallory");
        var service = account.Directory.At(100);

        Assert.True(service.IsValid(Account.CredentialOf("mallory"), Account.Public("M")));
        Assert.False(service.IsValid(Account.CredentialOf("mallory"), Account.Public("A")));
        Assert.False(service.IsValid(Account.CredentialOf("nobody"), Account.Public("A")));
        Assert.False(service.IsValid(new Credential.Basic(OpaqueBytes.FromText("alice")), Account.Public("A")));
        Assert.False(service.IsValid(new Credential.X509([]), Account.Public("A")));
        Assert.False(service.IsValid(new Credential.Other(new CredentialType(9), UserId.Of("alice")), Account.Public("A")));
    }

    [Theory]
    [InlineData("A", "A", true)]
    [InlineData("A", "A2", true)]
    [InlineData("A", "B", false)]
    [InlineData("leaf1", "leaf2", true)]
    [InlineData("A", "leaf1", false)]
    [InlineData("leaf1", "A", false)]
    [InlineData("leaf1", "unknown", false)]
    [InlineData("unknown", "leaf1", false)]
    [InlineData("unknown", "unknown", true)]
    public void A_successor_has_the_same_key_or_one_of_the_same_device_or_both_are_leaf_keys(string present, string next, bool expected)
    {
        var account = new Account().Device(10, "A", "A").Device(20, "B", "A")
            .Append(30, new DirectoryStatement.DeviceKey("A", Account.Public("A2")), "A").LeafKey(40, "leaf1", 1, "A").LeafKey(40, "leaf2", 2, "B");

        Assert.Equal(expected, account.Directory.At(100).IsSuccessor(Account.Leaf(present), Account.Leaf(next)));
    }

    [Fact]
    public void A_successor_is_of_the_same_user()
    {
        var account = new Account().Device(10, "A", "A").Device(10, "A", "A", user: "mallory");

        Assert.False(account.Directory.At(100).IsSuccessor(Account.Leaf("A"), Account.Leaf("A", "mallory")));
    }

    [Fact]
    public void Each_entry_is_read_once_and_a_log_without_news_is_not_asked_again_for_the_same_time()
    {
        var account = new Account().Device(10, "A", "A").Device(20, "B", "A");
        for (var i = 0; i < 10; i++)
        {
            Assert.True(account.IsValid("B", 100));
            Assert.True(account.IsValid("A", 50));
        }

        Assert.Equal(1, account.Log.Reads);
        Assert.True(account.IsValid("B", 200));
        Assert.Equal(2, account.Log.Reads);
        Assert.Equal(2, account.Log.EntriesRead);
    }

    [Fact]
    public void Readers_at_the_same_time_agree()
    {
        var account = new Account().Device(0, "A", "A");
        for (var i = 1; i <= 200; i++)
        {
            account.LeafKey(i, $"leaf{i}", (ulong)i, "A");
        }

        var keys = Enumerable.Range(0, 201).Select(i => Account.Public($"leaf{i}")).ToList();
        Parallel.For(0, 2000, i =>
        {
            var now = (i * 7919) % 200 + 1;
            var service = account.Directory.At(now);
            Assert.True(service.IsValid(Account.CredentialOf(Account.User), keys[now]));
            Assert.False(now < 200 && service.IsValid(Account.CredentialOf(Account.User), keys[now + 1]));
        });

        Assert.Equal(0, account.Directory.Ignored);
        Assert.Equal(201, account.Log.EntriesRead);
    }
}
