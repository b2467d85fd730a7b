using Mls.Core.Framing;
using Mls.Core.Groups;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

public sealed class PaddingTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(7, 7)]
    [InlineData(9, 10)]
    [InlineData(100, 104)]
    [InlineData(1000, 1024)]
    [InlineData(1025, 1088)]
    [InlineData(100_000, 100_352)]
    public void Padme_clears_the_lower_bits_of_a_length(int length, int padded) => Assert.Equal(padded, new PadmePadding().PaddedLength(length));

    [Fact]
    public void Padme_costs_at_most_an_eighth_and_never_shortens()
    {
        var padme = new PadmePadding();
        var previous = 0;
        for (var length = 0; length < 20_000; length++)
        {
            var padded = padme.PaddedLength(length);
            Assert.InRange(padded, Math.Max(length, previous), length + (length / 8));
            Assert.Equal(padded, padme.PaddedLength(padded));
            previous = padded;
        }
    }

    [Theory]
    [InlineData(1, 5, 5)]
    [InlineData(256, 0, 0)]
    [InlineData(256, 1, 256)]
    [InlineData(256, 256, 256)]
    [InlineData(256, 257, 512)]
    public void Blocks_are_whole(int size, int length, int padded) => Assert.Equal(padded, new BlockPadding(size).PaddedLength(length));

    [Fact]
    public void A_block_has_a_size() => Assert.Throws<ArgumentOutOfRangeException>(() => new BlockPadding(0));

    [Fact]
    public void Messages_of_one_block_are_of_one_length_and_open_whatever_the_receivers_own_policy_is()
    {
        using var group = TestGroup.Of(2, change: services => services with { Padding = new BlockPadding(512) });
        using var plain = TestGroup.Of(2, change: services => services with { Padding = new NoPadding() });

        Assert.Single(Lengths(group), length => length == 512 + 16);
        Assert.Equal(3, Lengths(plain).Count);
    }

    [Theory]
    [InlineData(WireFormat.PrivateMessage)]
    public void Handshake_messages_are_padded_too(WireFormat format)
    {
        using var group = TestGroup.Of(2, change: services => services with { Padding = new BlockPadding(4096) });

        using var pending = group.Commit(0, new CommitOptions { Format = format });

        Assert.Equal(4096 + 16, Assert.IsType<MlsMessage.OfPrivateMessage>(pending.Message).Message.Ciphertext.Length);
        group.AssertAgreement();
    }

    private static HashSet<int> Lengths(TestGroup group)
    {
        var lengths = new HashSet<int>();
        foreach (var length in (int[])[0, 10, 200])
        {
            var message = group[0].Group.Protect(new byte[length]);
            lengths.Add(((MlsMessage.OfPrivateMessage)message).Message.Ciphertext.Length);
            Assert.Equal(length, Assert.IsType<ReceiveResult.Application>(group[1].Group.Receive(message)).Data.Length);
        }

        return lengths;
    }
}
