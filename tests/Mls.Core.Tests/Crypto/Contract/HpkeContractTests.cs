using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.Crypto;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Crypto.Contract;

/// <summary>RFC 9180, Appendix A.1.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode.</summary>
public sealed class HpkeContractTests
{
    private const string RecipientInput = "6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037";
    private const string EphemeralInput = "7268600d403fce431561aef583ee1613527cff655c1343f29812e66706df3234";
    private const string KemOutput = "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431";

    private static readonly byte[] Info = Hex("4f6465206f6e2061204772656369616e2055726e");
    private static readonly byte[] Plaintext = Hex("4265617574792069732074727574682c20747275746820626561757479");

    /// <summary>Private and public key by the input they derive from.</summary>
    private static readonly Dictionary<string, (string PrivateKey, string PublicKey)> Published = new()
    {
        [RecipientInput] = ("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8", "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d"),
        [EphemeralInput] = ("52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736", KemOutput),
    };

    /// <summary>Exported values by their context.</summary>
    private static readonly Dictionary<string, string> Exported = new()
    {
        [""] = "3853fe2b4035195a573ffc53856e77058e15d9ea064de3e59f4961d0095250ee",
        ["00"] = "2e8f0b54673c7029649d4eb9d5e33bf1872cf76d623ff164ac185da9e88c21a5",
        ["54657374436f6e74657874"] = "e9e43065102c3836401bed8c3c3c75ae46be1639869391d62c61f1ec7af54931",
    };

    public static TheoryData<string> Providers() => [.. Offers.Having(1)];

    public static MatrixTheoryData<string, string> Inputs() => new(Offers.Having(1), Published.Keys);

    public static MatrixTheoryData<string, string> Contexts() => new(Offers.Having(1), Exported.Keys);

    public static MatrixTheoryData<string, int> OtherLengths() => new(Offers.Having(1), [0, 31, 33]);

    public static MatrixTheoryData<string, string> LowOrderPoints() => new(
        Offers.Having(1),
    [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ]);

    [Theory]
    [MemberData(nameof(Inputs))]
    public void DeriveKeyPair_gives_the_published_keys(string provider, string input)
    {
        var suite = Offers.Find(provider, 1);
        var (privateKey, publicKey) = Published[input];

        using var key = suite.Kem.DeriveKeyPair(Hex(input));

        Assert.Equal(Hex(privateKey), key.Expose());
        Assert.Equal(OpaqueBytes.FromHex(publicKey), key.PublicKey.Octets);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Encapsulation_and_decapsulation_give_the_published_shared_secret(string provider)
    {
        var suite = Offers.Find(provider, 1);
        using var recipient = suite.Kem.DeriveKeyPair(Hex(RecipientInput));
        const string published = "fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc";

        var (sent, kemOutput) = suite.Kem.Encapsulate(recipient.PublicKey, new FixedRandom(Hex(EphemeralInput)))!.Value;
        using var received = suite.Kem.Decapsulate(recipient, kemOutput.Span);

        Assert.Equal(OpaqueBytes.FromHex(KemOutput), kemOutput);
        Assert.Equal(Hex(published), sent.Expose());
        Assert.True(sent.FixedTimeEquals(received!));
        sent.Dispose();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void SealBase_gives_the_published_ciphertext_and_OpenBase_opens_it(string provider)
    {
        var suite = Offers.Find(provider, 1);
        using var recipient = suite.Kem.DeriveKeyPair(Hex(RecipientInput));

        var message = Hpke.SealBase(suite, recipient.PublicKey, Info, "Count-0"u8, Plaintext, new FixedRandom(Hex(EphemeralInput)))!;
        using var opened = Hpke.OpenBase(suite, recipient, Info, "Count-0"u8, message);

        Assert.Equal("f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a", message.Ciphertext.ToString());
        Assert.Equal(Plaintext, opened!.Expose());
    }

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Export_gives_the_published_value_on_both_sides(string provider, string context)
    {
        var suite = Offers.Find(provider, 1);
        using var recipient = suite.Kem.DeriveKeyPair(Hex(RecipientInput));

        var (sent, kemOutput) = Hpke.SendExportBase(suite, recipient.PublicKey, Info, Hex(context), 32, new FixedRandom(Hex(EphemeralInput)))!.Value;
        using var received = Hpke.ReceiveExportBase(suite, recipient, kemOutput.Span, Info, Hex(context), 32);

        Assert.Equal(Hex(Exported[context]), sent.Expose());
        Assert.True(sent.FixedTimeEquals(received!));
        sent.Dispose();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void OpenBase_refuses_each_single_change(string provider)
    {
        var suite = Offers.Find(provider, 1);
        using var recipient = suite.Kem.DeriveKeyPair(Hex(RecipientInput));
        using var other = suite.Kem.DeriveKeyPair(Hex(EphemeralInput));
        var message = Hpke.SealBase(suite, recipient.PublicKey, Info, "a"u8, Plaintext, new SystemRandom())!;

        Assert.Null(Hpke.OpenBase(suite, other, Info, "a"u8, message));
        Assert.Null(Hpke.OpenBase(suite, recipient, Plaintext, "a"u8, message));
        Assert.Null(Hpke.OpenBase(suite, recipient, Info, "b"u8, message));
        Assert.Null(Hpke.OpenBase(suite, recipient, Info, "a"u8, message with { KemOutput = OpaqueBytes.FromHex(KemOutput) }));
        Assert.Null(Hpke.OpenBase(suite, recipient, Info, "a"u8, message with { KemOutput = new OpaqueBytes(message.KemOutput.Span[1..]) }));
        Assert.Null(Hpke.OpenBase(suite, recipient, Info, "a"u8, message with { Ciphertext = new OpaqueBytes(message.Ciphertext.Span[1..]) }));
        Assert.Null(Hpke.OpenBase(suite, recipient, Info, "a"u8, message with { Ciphertext = default }));
        for (var i = 0; i < message.Ciphertext.Length; i++)
        {
            var changed = message.Ciphertext.ToArray();
            changed[i] ^= 1;
            Assert.Null(Hpke.OpenBase(suite, recipient, Info, "a"u8, message with { Ciphertext = OpaqueBytes.Own(changed) }));
        }
    }

    [Theory]
    [MemberData(nameof(LowOrderPoints))]
    public void A_shared_point_of_zeros_is_refused(string provider, string point)
    {
        var suite = Offers.Find(provider, 1);
        using var key = suite.Kem.DeriveKeyPair(Hex(RecipientInput));

        var publicKey = new HpkePublicKey(OpaqueBytes.FromHex(point));

        Assert.False(suite.Kem.IsValid(publicKey));
        Assert.Null(suite.Kem.Encapsulate(publicKey, new SystemRandom()));
        Assert.Null(suite.Kem.Decapsulate(key, Hex(point)));
        Assert.Throws<ArgumentException>(() => suite.EncryptWithLabel(publicKey, "label"u8, [], [], new SystemRandom()));
    }

    [Theory]
    [MemberData(nameof(OtherLengths))]
    public void A_key_of_another_length_is_refused(string provider, int length)
    {
        var suite = Offers.Find(provider, 1);
        var key = new HpkePublicKey(OpaqueBytes.Own(Enumerable.Repeat((byte)9, length).ToArray()));

        Assert.False(suite.Kem.IsValid(key));
        Assert.Null(suite.Kem.Encapsulate(key, new SystemRandom()));
        Assert.Throws<ArgumentException>(() => suite.Kem.ImportPrivateKey(new byte[length]));
        Assert.Throws<ArgumentException>(() => suite.ImportSignatureKey(new byte[length]));
        Assert.Throws<ArgumentException>(() => suite.DeriveSignatureKey(new byte[length]));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void A_ciphertext_longer_than_the_stack_round_trips(string provider)
    {
        var suite = Offers.Find(provider, 1);
        using var recipient = suite.Kem.DeriveKeyPair(Hex(RecipientInput));
        var plaintext = new byte[100_000];
        new SeededRandom(1, "test", "plaintext").Fill(plaintext);

        var message = Hpke.SealBase(suite, recipient.PublicKey, plaintext, plaintext, plaintext, new SystemRandom())!;
        using var opened = Hpke.OpenBase(suite, recipient, plaintext, plaintext, message);

        Assert.Equal(plaintext, opened!.Expose());
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text);
}
