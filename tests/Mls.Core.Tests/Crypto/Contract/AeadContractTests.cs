using System.Text;
using Mls.Core.Crypto;
using Xunit;

namespace Mls.Core.Tests.Crypto.Contract;

/// <summary>The three AEADs of RFC 9420, section 17.1.</summary>
public sealed class AeadContractTests
{
    private const string GcmPlaintext =
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";

    private static readonly string ChaChaPlaintext = Convert.ToHexStringLower(
        Encoding.ASCII.GetBytes("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."));

    /// <summary>By AEAD id: test cases 4 and 16 of the GCM specification (McGrew and Viega), and RFC 8439, section 2.8.2.</summary>
    private static readonly Dictionary<int, (string Key, string Nonce, string Data, string Plaintext, string Ciphertext)> Published = new()
    {
        [1] = (
            "feffe9928665731c6d6a8f9467308308",
            "cafebabefacedbaddecaf888",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            GcmPlaintext,
            "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
            + "5bc94fbc3221a5db94fae95ae7121a47"),
        [2] = (
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
            "cafebabefacedbaddecaf888",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            GcmPlaintext,
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
            + "76fc6ece0f4e1768cddf8853bb2d551b"),
        [3] = (
            "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
            "070000004041424344454647",
            "50515253c0c1c2c3c4c5c6c7",
            ChaChaPlaintext,
            "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
            + "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b6116"
            + "1ae10b594f09e26a7e902ecbd0600691"),
    };

    public static TheoryData<string, int> All() => Offers.All();

    [Theory]
    [MemberData(nameof(All))]
    public void AeadSeal_gives_the_published_ciphertext_and_AeadOpen_opens_it(string provider, int suite)
    {
        var crypto = Offers.Find(provider, suite);
        var (key, nonce, data, plaintext, ciphertext) = Published[crypto.AeadId];
        var (sealedOctets, opened) = (new byte[ciphertext.Length / 2], new byte[plaintext.Length / 2]);

        crypto.AeadSeal(Hex(key), Hex(nonce), Hex(data), Hex(plaintext), sealedOctets);

        Assert.Equal(ciphertext, Convert.ToHexStringLower(sealedOctets));
        Assert.True(crypto.AeadOpen(Hex(key), Hex(nonce), Hex(data), sealedOctets, opened));
        Assert.Equal(Hex(plaintext), opened);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void AeadOpen_refuses_each_single_change_and_leaves_no_plaintext(string provider, int suite)
    {
        var crypto = Offers.Find(provider, suite);
        var (key, nonce) = (new byte[crypto.AeadKeyLength], new byte[crypto.AeadNonceLength]);
        var (ciphertext, opened) = (new byte[7 + crypto.AeadTagLength], new byte[7]);
        crypto.AeadSeal(key, nonce, "data"u8, "content"u8, ciphertext);

        Assert.True(crypto.AeadOpen(key, nonce, "data"u8, ciphertext, opened));
        Assert.False(crypto.AeadOpen(key, nonce, "Data"u8, ciphertext, opened));
        Assert.False(crypto.AeadOpen(key, [1, .. nonce[1..]], "data"u8, ciphertext, opened));
        Assert.False(crypto.AeadOpen([1, .. key[1..]], nonce, "data"u8, ciphertext, opened));
        Assert.False(crypto.AeadOpen(key, nonce, "data"u8, ciphertext.AsSpan(0, crypto.AeadTagLength - 1), []));
        for (var i = 0; i < ciphertext.Length; i++)
        {
            var changed = ciphertext.ToArray();
            changed[i] ^= 1;
            Assert.False(crypto.AeadOpen(key, nonce, "data"u8, changed, opened), $"octet {i}");
            Assert.Equal(new byte[7], opened);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_key_of_another_length_is_the_callers_mistake(string provider, int suite)
    {
        var crypto = Offers.Find(provider, suite);
        var ciphertext = new byte[crypto.AeadTagLength];

        foreach (var length in new[] { 0, crypto.AeadKeyLength - 1, crypto.AeadKeyLength + 1 })
        {
            Assert.Throws<ArgumentException>(() => crypto.AeadSeal(new byte[length], new byte[crypto.AeadNonceLength], [], [], ciphertext));
            Assert.Throws<ArgumentException>(() => crypto.AeadOpen(new byte[length], new byte[crypto.AeadNonceLength], [], ciphertext, []));
        }
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text);
}
