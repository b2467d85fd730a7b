using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.Crypto;
using Xunit;

namespace Mls.Core.Tests.Crypto.Contract;

/// <summary>What every suite of every provider keeps to, whatever its primitives are.</summary>
public sealed class SuiteContractTests
{
    public static TheoryData<string, int> All() => Offers.All();

    public static TheoryData<string, int> PrimeCurves() => Offers.Of([2, 5, 7]);

    public static TheoryData<string, int> P256() => Offers.Of([2]);

    /// <summary>A public key and its suite: for X448 what leads to zeros, for the P curves what is not a point of the curve.</summary>
    public static TheoryData<string, int, string> BadKeys()
    {
        var rows = new List<(int Suite, string Key)>();
        var zeros = new string('0', 54);
        var ones = new string('f', 54);
        foreach (var low in (string[])["00" + zeros + "00" + zeros, "01" + zeros + "00" + zeros, "fe" + ones + "fe" + ones, "ff" + ones + "fe" + ones, "00" + zeros + "ff" + ones])
        {
            rows.Add((4, low));
        }

        foreach (var (suite, length) in ((int, int)[])[(2, 32), (7, 48), (5, 66)])
        {
            rows.Add((suite, "04" + new string('0', 4 * length)));
            rows.Add((suite, "04" + new string('f', 4 * length)));
            rows.Add((suite, "04" + new string('0', (4 * length) - 2) + "05"));
            rows.Add((suite, "00"));
        }

        return Offers.With(rows);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_signature_is_deterministic_and_refused_after_each_single_change(string provider, int suite)
    {
        var crypto = Offers.Find(provider, suite);
        using var key = crypto.DeriveSignatureKey(Octets(crypto.SignatureSeedLength));
        using var again = crypto.ImportSignatureKey(key.Expose());
        using var other = crypto.GenerateSignatureKey(new SystemRandom());
        var signature = crypto.Sign(key, "content"u8);

        Assert.Equal(key.PublicKey, again.PublicKey);
        Assert.Equal(signature, crypto.Sign(again, "content"u8));
        Assert.True(crypto.Verify(key.PublicKey, "content"u8, signature));
        Assert.False(crypto.Verify(key.PublicKey, "Content"u8, signature));
        Assert.False(crypto.Verify(other.PublicKey, "content"u8, signature));
        Assert.False(crypto.Verify(new SignaturePublicKey(default), "content"u8, signature));
        Assert.False(crypto.Verify(key.PublicKey, "content"u8, []));
        Assert.False(crypto.Verify(key.PublicKey, "content"u8, [.. signature, 0]));
        Assert.False(crypto.Verify(key.PublicKey, "content"u8, signature.AsSpan(0, signature.Length - 1)));
        for (var i = 0; i < signature.Length; i++)
        {
            var changed = signature.ToArray();
            changed[i] ^= 0x40;
            Assert.False(crypto.Verify(key.PublicKey, "content"u8, changed), $"octet {i}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_sealed_message_opens_for_its_recipient_and_context_only(string provider, int suite)
    {
        var crypto = Offers.Find(provider, suite);
        using var key = crypto.Kem.DeriveKeyPair(Octets(crypto.HashLength));
        using var imported = crypto.Kem.ImportPrivateKey(key.Expose());
        using var other = crypto.Kem.DeriveKeyPair([1, .. Octets(crypto.HashLength)]);
        var message = crypto.EncryptWithLabel(key.PublicKey, "label"u8, "context"u8, "plain"u8, new SystemRandom())!;

        using var opened = crypto.DecryptWithLabel(imported, "label"u8, "context"u8, message);

        Assert.Equal(key.PublicKey, imported.PublicKey);
        Assert.Equal("plain"u8, opened!.Expose());
        Assert.Null(crypto.DecryptWithLabel(other, "label"u8, "context"u8, message));
        Assert.Null(crypto.DecryptWithLabel(key, "label"u8, "Context"u8, message));
        for (var i = 0; i < message.Ciphertext.Length; i++)
        {
            var changed = message.Ciphertext.ToArray();
            changed[i] ^= 1;
            Assert.Null(crypto.DecryptWithLabel(key, "label"u8, "context"u8, message with { Ciphertext = OpaqueBytes.Own(changed) }));
        }
    }

    [Theory]
    [MemberData(nameof(BadKeys))]
    public void A_bad_public_key_is_neither_valid_nor_used(string provider, int suite, string octets)
    {
        var kem = Offers.Find(provider, suite).Kem;
        var key = new HpkePublicKey(OpaqueBytes.FromHex(octets));
        using var own = kem.DeriveKeyPair(Octets(32));

        Assert.True(kem.IsValid(own.PublicKey));
        Assert.False(kem.IsValid(key));
        Assert.Null(kem.Encapsulate(key, new SystemRandom()));
        Assert.Null(kem.Decapsulate(own, key.Octets.Span));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_public_key_of_another_length_is_neither_valid_nor_used(string provider, int suite)
    {
        var kem = Offers.Find(provider, suite).Kem;
        using var own = kem.DeriveKeyPair(Octets(32));
        foreach (var key in (HpkePublicKey[])[new(default), new(OpaqueBytes.Own([.. own.PublicKey.Octets.Span, 0])), new(new OpaqueBytes(own.PublicKey.Octets.Span[1..]))])
        {
            Assert.False(kem.IsValid(key));
            Assert.Null(kem.Encapsulate(key, new SystemRandom()));
            Assert.Null(kem.Decapsulate(own, key.Octets.Span));
        }
    }

    [Theory]
    [MemberData(nameof(PrimeCurves))]
    public void A_private_key_of_a_prime_curve_lies_between_1_and_the_order(string provider, int suite)
    {
        var crypto = Offers.Find(provider, suite);
        var length = crypto.Kem.PrivateKeyLength;
        var one = new byte[length];
        one[^1] = 1;

        using var smallest = crypto.Kem.ImportPrivateKey(one);
        using var shortened = crypto.Kem.ImportPrivateKey([1]);

        Assert.Equal(smallest.PublicKey, shortened.PublicKey);
        Assert.Throws<ArgumentException>(() => crypto.Kem.ImportPrivateKey(new byte[length]));
        Assert.Throws<ArgumentException>(() => crypto.Kem.ImportPrivateKey([.. Enumerable.Repeat((byte)0xff, length)]));
        Assert.Throws<ArgumentException>(() => crypto.ImportSignatureKey([.. Enumerable.Repeat((byte)0xff, length)]));
        Assert.Throws<ArgumentException>(() => crypto.ImportSignatureKey([0, .. one]));
    }

    /// <summary>RFC 6979, A.2.5: P-256 with SHA-256, message "sample"; r and s as DER integers.</summary>
    [Theory]
    [MemberData(nameof(P256))]
    public void An_ECDSA_signature_is_that_of_RFC_6979(string provider, int suite)
    {
        var crypto = Offers.Find(provider, suite);
        using var key = crypto.ImportSignatureKey(Convert.FromHexString("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721"));

        var signature = crypto.Sign(key, "sample"u8);

        Assert.Equal(
            "3046"
            + "022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
            + "022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
            Convert.ToHexStringLower(signature));
    }

    private static byte[] Octets(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];
}
