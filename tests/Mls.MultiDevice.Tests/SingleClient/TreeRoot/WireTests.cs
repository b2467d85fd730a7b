using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.TreeRoot;
using Mls.MultiDevice.SingleClient.UserGroups;
using Xunit;

namespace Mls.MultiDevice.Tests.SingleClient.TreeRoot;

public sealed class WireTests
{
    private static readonly TreeRootProfile Profile = new();
    private static readonly LeafRef Reference = new(0x0102030405060708, 9, 10);

    [Fact]
    public void A_LeafRef_takes_sixteen_octets_and_nineteen_in_the_leaf()
    {
        Assert.Equal("0102030405060708000000090000000a", Tls.EncodeOpaque(Reference).ToString());
        Assert.Equal("f0d1100102030405060708000000090000000a", Tls.EncodeOpaque(Reference.ToExtension()).ToString());
    }

    [Fact]
    public void A_leaf_gives_back_the_LeafRef_that_it_carries()
    {
        var leaf = MadeEpochs.LeafOf(5, 2, 3);

        Assert.Equal(new LeafRef(MadeEpochs.Tag(5), 2, 3), LeafRef.Of(leaf));
        Assert.Null(LeafRef.Of(MadeEpochs.PlainLeaf()));
    }

    [Theory]
    [InlineData("0102030405060708000000090000000a00")]
    [InlineData("010203040506070800000009000000")]
    [InlineData("")]
    public void A_LeafRef_of_another_length_is_malformed(string hex)
    {
        var leaf = MadeEpochs.PlainLeaf() with { Extensions = new ExtensionList([new Extension(LeafRef.Type, OpaqueBytes.FromHex(hex))]) };

        Assert.Throws<MalformedException>(() => LeafRef.Of(leaf));
    }

    [Theory]
    [InlineData("00")]
    [InlineData("04")]
    [InlineData("ff")]
    public void A_context_of_a_use_that_does_not_exist_is_malformed(string use) =>
        Assert.Throws<MalformedException>(() => Tls.Decode<TreeRootContext>(OpaqueBytes.FromHex(use + "000100" + "0000000000000007" + "00000000" + "00000000")));

    [Fact]
    public void A_notice_lists_references_with_where_the_keys_come_from()
    {
        var notice = new KeyPackageNotice([new KeyPackageNotice.Entry(new KeyPackageRef([0xaa, 0xbb]), Reference)]);

        using var message = new UgApplicationMessage.Notice(notice);
        Assert.Equal("011302aabb0102030405060708000000090000000a", Encoded(message));
        Assert.Equal(notice, Assert.IsType<UgApplicationMessage.Notice>(UgApplicationMessage.Decode(OpaqueBytes.FromHex(Encoded(message)).Span, Profile)).KeyPackages);
    }

    [Fact]
    public void A_SiblingWelcome_has_the_fields_in_their_order()
    {
        using var welcome = Welcome();

        Assert.Equal("1101670000000000000007" + "02aabb" + "03ccddee", Tls.EncodeOpaque(welcome).ToString());
        Assert.Equal("02" + "1101670000000000000007" + "02aabb" + "03ccddee", Encoded(new UgApplicationMessage.Welcome(welcome)));
    }

    [Fact]
    public void A_SiblingWelcome_comes_back_as_it_was()
    {
        using var welcome = new UgApplicationMessage.Welcome(Welcome());
        using var read = UgApplicationMessage.Decode(OpaqueBytes.FromHex(Encoded(welcome)).Span, Profile);

        var group = Assert.Single(Assert.IsType<UgApplicationMessage.Welcome>(read).Secrets.Groups);
        Assert.Equal(new GroupId([0x67]), group.GroupId);
        Assert.Equal(new Epoch(7), group.Epoch);
        Assert.Equal((byte[])[0xaa, 0xbb], group.JoinerSecret.Expose());
        Assert.Equal((byte[])[0xcc, 0xdd, 0xee], group.PskSecret.Expose());
    }

    [Fact]
    public void Disposing_a_message_clears_the_secrets_in_it()
    {
        var welcome = Welcome();
        new UgApplicationMessage.Welcome(welcome).Dispose();

        Assert.True(welcome.Groups[0].JoinerSecret.IsCleared);
        Assert.True(welcome.Groups[0].PskSecret.IsCleared);
    }

    [Theory]
    [InlineData("00")]
    [InlineData("03")]
    [InlineData("")]
    public void A_message_of_a_tag_that_does_not_exist_is_malformed(string tag) =>
        Assert.Throws<MalformedException>(() => UgApplicationMessage.Decode(OpaqueBytes.FromHex(tag).Span, Profile));

    [Fact]
    public void A_message_cut_off_or_prolonged_is_malformed()
    {
        using var message = new UgApplicationMessage.Welcome(Welcome());
        var octets = Convert.FromHexString(Encoded(message));

        for (var length = 0; length < octets.Length; length++)
        {
            var cut = octets[..length];
            Assert.Throws<MalformedException>(() => UgApplicationMessage.Decode(cut, Profile));
        }

        Assert.Throws<MalformedException>(() => UgApplicationMessage.Decode((byte[])[.. octets, 0], Profile));
    }

    private static SiblingWelcome Welcome() => new(
        [new SiblingGroupSecret(new GroupId([0x67]), new Epoch(7), new JoinerSecret([0xaa, 0xbb]), new PskSecret([0xcc, 0xdd, 0xee]))]);

    private static string Encoded(UgApplicationMessage message) => Convert.ToHexStringLower(message.Encode());
}
