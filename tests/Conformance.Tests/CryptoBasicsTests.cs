using System.Text;
using System.Text.Json;
using Mls.Core.Crypto;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using Mls.Crypto;
using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class CryptoBasicsTests
{
    private const string File = "crypto-basics";

    private static readonly ICryptoProvider Crypto = Suites.One;

    public static TheoryData<int, string> Cases() => Vectors.Rows(File, 1);

    [Fact]
    public void There_is_one_case_of_suite_1()
    {
        Vectors.Require(File);
        Assert.Single(Cases());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void RefHash_gives_the_published_value(int index, string label)
    {
        var test = Part(index, label, "ref_hash");

        Assert.Equal(new OpaqueBytes(test.Octets("out")), Crypto.RefHash(Label(test), test.Octets("value")));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ExpandWithLabel_gives_the_published_value(int index, string label)
    {
        var test = Part(index, label, "expand_with_label");
        using var secret = new Secret(test.Octets("secret"));

        using var output = Crypto.ExpandWithLabel(secret, Label(test), test.Octets("context"), (int)test.Number("length"));

        Assert.Equal(test.Octets("out"), output.Expose());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void DeriveSecret_gives_the_published_value(int index, string label)
    {
        var test = Part(index, label, "derive_secret");
        using var secret = new Secret(test.Octets("secret"));

        using var output = Crypto.DeriveSecret(secret, Label(test));

        Assert.Equal(test.Octets("out"), output.Expose());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void DeriveTreeSecret_gives_the_published_value(int index, string label)
    {
        var test = Part(index, label, "derive_tree_secret");
        using var secret = new Secret(test.Octets("secret"));
        var output = new byte[test.Number("length")];

        Crypto.DeriveTreeSecret(secret, Label(test), test.Number("generation"), output);

        Assert.Equal(test.Octets("out"), output);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void SignWithLabel_gives_and_verifies_the_published_signature(int index, string label)
    {
        var test = Part(index, label, "sign_with_label");
        using var key = Crypto.ImportSignatureKey(test.Octets("priv"));
        Assert.Equal(new OpaqueBytes(test.Octets("pub")), key.PublicKey.Octets);

        var signature = Crypto.SignWithLabel(key, Label(test), test.Octets("content"));

        Assert.Equal(new OpaqueBytes(test.Octets("signature")), signature);
        Assert.True(Crypto.VerifyWithLabel(key.PublicKey, Label(test), test.Octets("content"), test.Octets("signature")));
        Assert.False(Crypto.VerifyWithLabel(key.PublicKey, "another"u8, test.Octets("content"), test.Octets("signature")));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void DecryptWithLabel_opens_the_published_ciphertext_and_a_new_one(int index, string label)
    {
        var test = Part(index, label, "encrypt_with_label");
        using var key = Crypto.Kem.ImportPrivateKey(test.Octets("priv"));
        Assert.Equal(new OpaqueBytes(test.Octets("pub")), key.PublicKey.Octets);
        var published = new HpkeCiphertext(new OpaqueBytes(test.Octets("kem_output")), new OpaqueBytes(test.Octets("ciphertext")));

        using var opened = Crypto.DecryptWithLabel(key, Label(test), test.Octets("context"), published);
        var ours = Crypto.EncryptWithLabel(key.PublicKey, Label(test), test.Octets("context"), test.Octets("plaintext"), new SystemRandom());
        using var openedOurs = Crypto.DecryptWithLabel(key, Label(test), test.Octets("context"), ours);

        Assert.Equal(test.Octets("plaintext"), opened!.Expose());
        Assert.Equal(test.Octets("plaintext"), openedOurs!.Expose());
        Assert.Null(Crypto.DecryptWithLabel(key, Label(test), [], published));
    }

    private static JsonElement Part(int index, string label, string part)
    {
        Assert.NotEmpty(label);
        return Vectors.Case(File, index).GetProperty(part);
    }

    private static byte[] Label(JsonElement test) => Encoding.UTF8.GetBytes(test.Text("label"));
}
