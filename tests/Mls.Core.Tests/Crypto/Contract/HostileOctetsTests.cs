using Mls.Core.Crypto;
using Mls.Core.Secrets;
using Mls.Core.Tests.Fuzz;
using Mls.Core.Wire;
using Mls.Crypto;
using Xunit;

namespace Mls.Core.Tests.Crypto.Contract;

/// <summary>Every call of a provider that takes octets from outside says no to what is none; no exception of a package behind it gets out.</summary>
public sealed class HostileOctetsTests
{
    private const int Mutations = 150;

    public static TheoryData<string, int> All() => Offers.All();

    [Theory]
    [MemberData(nameof(All))]
    public void A_provider_takes_any_octets_for_keys_signatures_encapsulations_and_ciphertexts(string provider, int suite)
    {
        var crypto = Offers.Find(provider, suite);
        var random = new SeededRandom((ulong)suite, "hostile", "test");
        using var signer = crypto.GenerateSignatureKey(random);
        using var material = new Secret(crypto.HashLength, random.Fill);
        using var own = crypto.Kem.DeriveKeyPair(material.Expose());
        var signature = crypto.Sign(signer, "content"u8);
        var (shared, encapsulated) = crypto.Kem.Encapsulate(own.PublicKey, random)!.Value;
        shared.Dispose();
        var (key, nonce) = (new byte[crypto.AeadKeyLength], new byte[crypto.AeadNonceLength]);
        var ciphertext = new byte[7 + crypto.AeadTagLength];
        crypto.AeadSeal(key, nonce, "data"u8, "content"u8, ciphertext);

        Attempt(suite, signature, octets => crypto.Verify(signer.PublicKey, "content"u8, octets));
        Attempt(suite, signer.PublicKey.Octets.ToArray(), octets => crypto.Verify(new SignaturePublicKey(OpaqueBytes.Own(octets)), "content"u8, signature));
        Attempt(suite, own.PublicKey.Octets.ToArray(), octets => crypto.Kem.IsValid(new HpkePublicKey(OpaqueBytes.Own(octets))));
        Attempt(suite, own.PublicKey.Octets.ToArray(), octets =>
        {
            var made = crypto.Kem.Encapsulate(new HpkePublicKey(OpaqueBytes.Own(octets)), random);
            made?.SharedSecret.Dispose();
            return made is not null;
        });
        Attempt(suite, encapsulated.ToArray(), octets =>
        {
            using var opened = crypto.Kem.Decapsulate(own, octets);
            return opened is not null;
        });
        Attempt(suite, ciphertext, octets => crypto.AeadOpen(key, nonce, "data"u8, octets, new byte[Math.Max(0, octets.Length - crypto.AeadTagLength)]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Octets_that_are_no_private_key_are_the_callers_mistake(string provider, int suite)
    {
        var crypto = Offers.Find(provider, suite);
        using var signer = crypto.GenerateSignatureKey(new SeededRandom(1, "hostile", "test"));
        byte[][] none = [[], new byte[1000], [.. Enumerable.Repeat((byte)0xff, 200)]];

        Assert.All(none, octets => Assert.ThrowsAny<ArgumentException>(() => crypto.ImportSignatureKey(octets)));
        Assert.All(none, octets => Assert.ThrowsAny<ArgumentException>(() => crypto.Kem.ImportPrivateKey(octets)));
        using var imported = crypto.ImportSignatureKey(signer.Expose());
        Assert.Equal(signer.PublicKey, imported.PublicKey);
    }

    /// <summary>Gives mutations of valid octets, which are valid themselves.</summary>
    private static void Attempt(int seed, byte[] valid, Func<byte[], bool> take)
    {
        Assert.True(take(valid));
        var chance = new Chance((ulong)seed);
        var mutator = new Mutator(chance);
        IReadOnlyList<byte[]> corpus = [valid, [], new byte[valid.Length], [.. Enumerable.Repeat((byte)0xff, valid.Length)]];
        for (var i = 0; i < Mutations; i++)
        {
            take(mutator.Mutate(chance.Of(corpus), corpus));
        }
    }
}
