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

    /// <summary>The published cases, for every provider of the catalogue that has the suite.</summary>
    public static TheoryData<string, int, string> Cases() =>
    [
        .. from entry in ProviderCatalog.Entries
           from row in Vectors.Rows(File)
           where row.Data.Item1 < 0 || entry.Suites.Contains(Vectors.Case(File, row.Data.Item1).Crypto().Suite)
           select (entry.Name, row.Data.Item1, row.Data.Item2),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void RefHash_gives_the_published_value(string provider, int index, string label)
    {
        var (crypto, test) = Part(provider, index, label, "ref_hash");

        Assert.Equal(new OpaqueBytes(test.Octets("out")), crypto.RefHash(Label(test), test.Octets("value")));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ExpandWithLabel_gives_the_published_value(string provider, int index, string label)
    {
        var (crypto, test) = Part(provider, index, label, "expand_with_label");
        using var secret = new Secret(test.Octets("secret"));

        using var output = crypto.ExpandWithLabel(secret, Label(test), test.Octets("context"), (int)test.Number("length"));

        Assert.Equal(test.Octets("out"), output.Expose());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void DeriveSecret_gives_the_published_value(string provider, int index, string label)
    {
        var (crypto, test) = Part(provider, index, label, "derive_secret");
        using var secret = new Secret(test.Octets("secret"));

        using var output = crypto.DeriveSecret(secret, Label(test));

        Assert.Equal(test.Octets("out"), output.Expose());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void DeriveTreeSecret_gives_the_published_value(string provider, int index, string label)
    {
        var (crypto, test) = Part(provider, index, label, "derive_tree_secret");
        using var secret = new Secret(test.Octets("secret"));
        var output = new byte[test.Number("length")];

        crypto.DeriveTreeSecret(secret, Label(test), test.Number("generation"), output);

        Assert.Equal(test.Octets("out"), output);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void SignWithLabel_verifies_the_published_signature_and_its_own_and_gives_it_with_EdDSA(string provider, int index, string label)
    {
        var (crypto, test) = Part(provider, index, label, "sign_with_label");
        using var key = crypto.ImportSignatureKey(test.Octets("priv"));
        Assert.Equal(new OpaqueBytes(test.Octets("pub")), key.PublicKey.Octets);

        var signature = crypto.SignWithLabel(key, Label(test), test.Octets("content"));

        // Whoever published the ECDSA signatures drew their nonces at random.
        var isEdDsa = crypto.SignatureSeedLength == test.Octets("priv").Length;
        Assert.Equal(isEdDsa, new OpaqueBytes(test.Octets("signature")) == signature);
        Assert.True(crypto.VerifyWithLabel(key.PublicKey, Label(test), test.Octets("content"), signature.Span));
        Assert.Equal(signature, crypto.SignWithLabel(key, Label(test), test.Octets("content")));
        Assert.True(crypto.VerifyWithLabel(key.PublicKey, Label(test), test.Octets("content"), test.Octets("signature")));
        Assert.False(crypto.VerifyWithLabel(key.PublicKey, "another"u8, test.Octets("content"), test.Octets("signature")));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void DecryptWithLabel_opens_the_published_ciphertext_and_a_new_one(string provider, int index, string label)
    {
        var (crypto, test) = Part(provider, index, label, "encrypt_with_label");
        using var key = crypto.Kem.ImportPrivateKey(test.Octets("priv"));
        Assert.Equal(new OpaqueBytes(test.Octets("pub")), key.PublicKey.Octets);
        var published = new HpkeCiphertext(new OpaqueBytes(test.Octets("kem_output")), new OpaqueBytes(test.Octets("ciphertext")));

        using var opened = crypto.DecryptWithLabel(key, Label(test), test.Octets("context"), published);
        var ours = crypto.EncryptWithLabel(key.PublicKey, Label(test), test.Octets("context"), test.Octets("plaintext"), new SystemRandom());
        using var openedOurs = crypto.DecryptWithLabel(key, Label(test), test.Octets("context"), ours);

        Assert.Equal(test.Octets("plaintext"), opened!.Expose());
        Assert.Equal(test.Octets("plaintext"), openedOurs!.Expose());
        Assert.Null(crypto.DecryptWithLabel(key, Label(test), [], published));
    }

    private static (ICryptoProvider Crypto, JsonElement Test) Part(string provider, int index, string label, string part)
    {
        Assert.NotEmpty(label);
        var test = Vectors.Case(File, index);
        return (ProviderCatalog.Find(provider).Open().Find(test.Crypto().Suite)!, test.GetProperty(part));
    }

    private static byte[] Label(JsonElement test) => Encoding.UTF8.GetBytes(test.Text("label"));
}
