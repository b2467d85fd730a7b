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
