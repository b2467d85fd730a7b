using Mls.Core.Wire;
using Mls.MultiDevice.Directory;
using Xunit;

namespace Mls.MultiDevice.Tests.Directory;

public sealed class UserIdTests
{
    [Theory]
    [InlineData("u", "75000000000000000000000000000000")]
    [InlineData("u0001", "75303030310000000000000000000000")]
    [InlineData("sixteen-octets!!", "7369787465656e2d6f63746574732121")]
    [InlineData("Zoë", "5a6fc3ab000000000000000000000000")]
    public void An_id_is_the_name_filled_up_with_zeros_and_gives_the_name_back(string name, string hex)
    {
        Assert.Equal(hex, UserId.Of(name).ToString());
        Assert.Equal(name, UserId.Name(OpaqueBytes.FromHex(hex)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("seventeen-octets!")]
    [InlineData("fifteen-octetsëë")]
    [InlineData("a\0b")]
    [InlineData("a\0")]
    public void A_name_that_would_not_come_back_is_refused(string name) => Assert.ThrowsAny<ArgumentException>(() => UserId.Of(name));

    [Theory]
    [InlineData("")]
    [InlineData("753030303100000000000000000000")]
    [InlineData("7530303031000000000000000000000000")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("75003030310000000000000000000000")]
    [InlineData("ff303030310000000000000000000000")]
    [InlineData("75303030c30000000000000000000000")]
    public void Octets_that_are_no_id_name_nobody(string hex) => Assert.Null(UserId.Name(OpaqueBytes.FromHex(hex)));

    [Fact]
    public void Group_ids_are_hashes_of_a_label_and_the_name()
    {
        Assert.Equal("21afe6067e06aa24b65ceed25badd21b", GroupIds.Of("g:family").ToString());
        Assert.Equal("41ad1f70572992cf3d3f04529211455d", GroupIds.OfUserGroup("u0001").ToString());
        Assert.NotEqual(GroupIds.Of("alice"), GroupIds.OfUserGroup("alice"));
        Assert.Throws<ArgumentException>(() => GroupIds.Of(""));
    }
}
