using Mls.Core.Crypto;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Schedule;

public sealed class PreSharedKeyTests
{
    private static readonly ICryptoProvider Suite = Suites.One;

    public static TheoryData<string> Malformed() =>
    [
        "",
        "00020a0b00",
        "03020a0b00",
        "01020a0b",
        "01020a0b0000",
        "0200010a000000000000000100",
        "0204010a000000000000000100",
        "0201010a0000000000000001",
    ];

    [Theory]
    [InlineData("01020a0b0107")]
    [InlineData("0201010a00000000000000050107")]
    [InlineData("0202010a00000000000000050107")]
    [InlineData("0203010a00000000000000050107")]
    public void An_id_reads_and_writes_in_the_order_of_the_RFC(string hex)
    {
        var octets = Convert.FromHexString(hex);

        var id = Tls.Decode<PreSharedKeyId>(octets);

        Assert.Equal(octets, Tls.Encode(id));
        Assert.Equal(id, Tls.Decode<PreSharedKeyId>(octets));
        Assert.Equal(OpaqueBytes.FromHex("07"), id.Nonce);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void An_id_of_unknown_type_or_usage_truncated_or_too_long_is_malformed(string hex) =>
        Assert.Throws<MalformedException>(() => Tls.Decode<PreSharedKeyId>(Convert.FromHexString(hex)));

    [Fact]
    public void Without_keys_the_secret_is_zero()
    {
        using var builder = new PskSecretBuilder(Suite, 0);
        using var built = builder.Build();
        using var none = PskSecretBuilder.None(Suite);

        Assert.Equal(new byte[32], built.Expose());
        Assert.True(none.FixedTimeEquals(built));
    }

    [Fact]
    public void The_builder_wants_exactly_the_announced_number_of_keys()
    {
        var id = new PreSharedKeyId.External(default, default);
        using var psk = new ExternalPsk("key"u8);
        using var builder = new PskSecretBuilder(Suite, 1);

        Assert.Throws<InvalidOperationException>(builder.Build);
        builder.Add(id, psk);
        Assert.Throws<InvalidOperationException>(() => builder.Add(id, psk));
        builder.Build().Dispose();
        Assert.Throws<InvalidOperationException>(builder.Build);
    }
}
