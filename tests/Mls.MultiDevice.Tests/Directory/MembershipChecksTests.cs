using Mls.Core.Nodes;
using Mls.Core.Wire;
using Mls.MultiDevice.Directory;
using Xunit;

namespace Mls.MultiDevice.Tests.Directory;

public sealed class MembershipChecksTests
{
    [Fact]
    public void A_leaf_names_its_user_or_nobody()
    {
        var nobody = Account.Leaf("B") with { Credential = new Credential.Basic(OpaqueBytes.FromText("short")) };

        Assert.Equal("bob", MembershipChecks.UserOf(Account.Leaf("C", "bob")));
        Assert.Null(MembershipChecks.UserOf(nobody));
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

    private static string[] Split(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
