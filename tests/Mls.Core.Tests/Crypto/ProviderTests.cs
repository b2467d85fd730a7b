using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.Crypto;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Crypto;

public sealed class ProviderTests
{
    private static readonly ICryptoProvider Suite = Suites.One;

    [Fact]
    public void A_suite_that_is_not_there_is_not_found()
    {
        var providers = new CryptoProviders();

        Assert.Null(providers.Find(new CipherSuite(0)));
        Assert.Null(providers.Find(new CipherSuite(0x0a0a)));
        Assert.All(providers.Supported, suite => Assert.Equal(suite, providers.Find(suite)!.Suite));
    }

    /// <summary>RFC 5869, Appendix A, test cases 1 and 2.</summary>
    [Theory]
    [InlineData(
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
        "000102030405060708090a0b0c",
        "f0f1f2f3f4f5f6f7f8f9",
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")]
    [InlineData(
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
        "",
        "",
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")]
    public void Extract_and_Expand_give_the_published_values(string input, string salt, string info, string output)
    {
        var prk = new byte[32];
        var expanded = new byte[output.Length / 2];

        Suite.Extract(Convert.FromHexString(salt), Convert.FromHexString(input), prk);
        Suite.Expand(prk, Convert.FromHexString(info), expanded);

        Assert.Equal(output, Convert.ToHexStringLower(expanded));
    }

    [Fact]
    public void Expand_agrees_with_the_base_class_library_up_to_its_longest_output()
    {
        var info = new byte[600];
        foreach (var length in new[] { 1, 31, 32, 33, 64, 1000, 255 * 32 })
        {
            var output = new byte[length];
            Suite.Expand(SecretBytes(), info, output);
            Assert.Equal(System.Security.Cryptography.HKDF.Expand(System.Security.Cryptography.HashAlgorithmName.SHA256, SecretBytes(), length, info), output);
        }

        Assert.Throws<ArgumentException>(() => Suite.Expand(SecretBytes(), info, new byte[(255 * 32) + 1]));
    }

    [Fact]
    public void A_signature_is_refused_after_each_single_change()
    {
        using var key = Suite.DeriveSignatureKey(SecretBytes());
        using var other = Suite.GenerateSignatureKey(new SystemRandom());
        var signature = Suite.Sign(key, "content"u8);

        Assert.True(Suite.Verify(key.PublicKey, "content"u8, signature));
        Assert.False(Suite.Verify(key.PublicKey, "Content"u8, signature));
        Assert.False(Suite.Verify(other.PublicKey, "content"u8, signature));
        Assert.False(Suite.Verify(new SignaturePublicKey(default), "content"u8, signature));
        Assert.False(Suite.Verify(new SignaturePublicKey(OpaqueBytes.Own(Enumerable.Repeat((byte)0xff, 32).ToArray())), "content"u8, signature));
        Assert.False(Suite.Verify(key.PublicKey, "content"u8, []));
        Assert.False(Suite.Verify(key.PublicKey, "content"u8, [.. signature, 0]));
        for (var i = 0; i < signature.Length; i++)
        {
            var changed = signature.ToArray();
            changed[i] ^= 0x40;
            Assert.False(Suite.Verify(key.PublicKey, "content"u8, changed));
        }
    }

    [Fact]
    public void A_metering_provider_counts_each_operation_once_and_gives_the_same_answers()
    {
        var metered = new MeteringCryptoProvider(Suite);
        using var key = metered.Kem.DeriveKeyPair(SecretBytes());
        using var signatureKey = metered.DeriveSignatureKey(SecretBytes());
        var signature = metered.SignWithLabel(signatureKey, "label"u8, "content"u8);
        var message = metered.EncryptWithLabel(key.PublicKey, "label"u8, "context"u8, "plain"u8, new SystemRandom());

        using var opened = metered.DecryptWithLabel(key, "label"u8, "context"u8, message);

        Assert.True(metered.VerifyWithLabel(signatureKey.PublicKey, "label"u8, "content"u8, signature.Span));
        Assert.True(Suite.VerifyWithLabel(signatureKey.PublicKey, "label"u8, "content"u8, signature.Span));
        Assert.Equal("plain"u8, opened!.Expose());
        var expected = new OperationCounts
        {
            DeriveKeyPair = 1,
            SignatureKey = 1,
            Sign = 1,
            Verify = 1,
            Seal = 1,
            Open = 1,
            AeadSeal = 1,
            AeadOpen = 1,
            Kdf = 10,
        };
        Assert.Equal(expected, metered.TakeCounts());
        Assert.Equal(default, metered.Counts);
        Assert.Equal(expected, expected + expected - expected);
        Assert.Equal(6, expected.PublicKeyOperations);
    }

    [Fact]
    public void A_seeded_stream_is_a_function_of_seed_actor_and_purpose_and_goes_on_from_a_saved_place()
    {
        var stream = new SeededRandom(7, "u0001/d1", "keys");
        var first = Draw(stream, 40);
        var place = stream.Position;
        var second = Draw(stream, 5);

        Assert.Equal(first, Draw(new SeededRandom(7, "u0001/d1", "keys"), 40));
        Assert.Equal(second, Draw(new SeededRandom(7, "u0001/d1", "keys", place), 5));
        Assert.Equal(second, Draw(new SeededRandomStreams(7).Open("u0001/d1", "keys", place), 5));
        Assert.NotEqual(first, Draw(new SeededRandom(8, "u0001/d1", "keys"), 40));
        Assert.NotEqual(first, Draw(new SeededRandom(7, "u0001/d2", "keys"), 40));
        Assert.NotEqual(first, Draw(new SeededRandom(7, "u0001/d1", "guards"), 40));
        Assert.NotEqual(Draw(new SeededRandom(7, "ab", "c"), 8), Draw(new SeededRandom(7, "a", "bc"), 8));
    }

    [Fact]
    public void A_seeded_stream_gives_the_same_octets_in_every_version()
    {
        Assert.Equal("88cda4b999c23e52f3d078035a11dbbf", Convert.ToHexStringLower(Draw(new SeededRandom(1, "actor", "purpose"), 16)));
    }

    private static byte[] SecretBytes() => [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private static byte[] Draw(IRandomSource random, int length)
    {
        var octets = new byte[length];
        random.Fill(octets);
        return octets;
    }
}
