using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Mls.MultiDevice.Directory;
using Xunit;

namespace Mls.MultiDevice.Tests.Directory;

public sealed class MembershipChecksTests
{
    [Fact]
    public void Every_leaf_must_name_a_user()
    {
        var nobody = Account.Leaf("B") with { Credential = new Credential.Basic(OpaqueBytes.FromText("short")) };

        Assert.True(MembershipChecks.EveryLeafNamesAUser(Trees.Of(Account.Leaf("A"), Account.Leaf("B"), Account.Leaf("C", "bob"))));
        Assert.False(MembershipChecks.EveryLeafNamesAUser(Trees.Of(Account.Leaf("A"), nobody)));
        Assert.Equal("bob", MembershipChecks.UserOf(Account.Leaf("C", "bob")));
    }

    [Fact]
    public void An_added_device_must_be_active_by_its_users_account()
    {
        var account = new Account().Device(10, "A", "A").Device(20, "B", "A").Revoke(40, "B", "A").LeafKey(50, "leaf", 1, "A");

        Assert.True(MembershipChecks.IsActiveDevice(Account.Leaf("A"), account.Directory, 60));
        Assert.True(MembershipChecks.IsActiveDevice(Account.Leaf("B"), account.Directory, 39));
        Assert.False(MembershipChecks.IsActiveDevice(Account.Leaf("B"), account.Directory, 40));
        Assert.False(MembershipChecks.IsActiveDevice(Account.Leaf("leaf"), account.Directory, 60));
        Assert.False(MembershipChecks.IsActiveDevice(Account.Leaf("C"), account.Directory, 60));
        Assert.False(MembershipChecks.IsActiveDevice(Account.Leaf("A", "bob"), account.Directory, 60));
    }

    [Theory]
    [InlineData("", "a b", UserMembership.Not)]
    [InlineData("", "", UserMembership.Not)]
    [InlineData("a", "a b", UserMembership.Partly)]
    [InlineData("a b", "a b", UserMembership.Fully)]
    [InlineData("a b x", "a b", UserMembership.Fully)]
    [InlineData("x", "a b", UserMembership.Partly)]
    [InlineData("x", "", UserMembership.Partly)]
    public void A_user_is_fully_a_member_when_every_active_device_is(string present, string active, UserMembership expected) =>
        Assert.Equal(expected, MembershipChecks.MembershipOf(Split(present), Split(active)));

    [Theory]
    [InlineData("A", "A", "e1", "e2", false)]
    [InlineData("A", "B", "e1", "e1", false)]
    [InlineData("A", "B", "e1", "e2", true)]
    public void No_two_leaves_may_share_a_key(string firstKey, string secondKey, string firstEncryption, string secondEncryption, bool distinct) =>
        Assert.Equal(distinct, MembershipChecks.HasDistinctKeys(Trees.Of(
            Account.Leaf(firstKey, encryption: firstEncryption), Account.Leaf(secondKey, encryption: secondEncryption))));

    [Fact]
    public void A_removal_is_overdue_when_its_time_is_over_and_the_device_still_there()
    {
        RevokedDevice[] revoked = [new("a", 100), new("b", 200), new("c", 50)];

        Assert.Equal(["a"], MembershipChecks.Overdue(["a", "b", "d"], revoked, now: 201, limitMilliseconds: 100));
        Assert.Empty(MembershipChecks.Overdue(["a", "b", "d"], revoked, now: 200, limitMilliseconds: 100));
    }

    private static string[] Split(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
