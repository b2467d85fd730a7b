using System.Security.Cryptography;
using Mls.Core.Crypto;
using Xunit;

namespace Mls.Core.Tests.Crypto.Contract;

/// <summary>Hash, MAC and KDF: RFC 5869's values, and those of the base class library.</summary>
public sealed class KdfContractTests
{
    private static readonly Dictionary<int, HashAlgorithmName> Hashes = new()
    {
        [32] = HashAlgorithmName.SHA256,
        [48] = HashAlgorithmName.SHA384,
        [64] = HashAlgorithmName.SHA512,
    };

    /// <summary>RFC 5869, Appendix A, test cases 1 and 2: input, salt, info and output.</summary>
    private static readonly (string Input, string Salt, string Info, string Output)[] Published =
    [
        (
            "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
            "000102030405060708090a0b0c",
            "f0f1f2f3f4f5f6f7f8f9",
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"),
        (
            "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
            "",
            "",
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"),
    ];

    public static TheoryData<string, int> All() => Offers.All();

    public static MatrixTheoryData<string, int> Cases() => new(Offers.Having(1), Enumerable.Range(0, Published.Length));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Extract_and_Expand_give_the_published_values(string provider, int index)
    {
        var suite = Offers.Find(provider, 1);
        var (input, salt, info, output) = Published[index];
        var prk = new byte[32];
        var expanded = new byte[output.Length / 2];

        suite.Extract(Convert.FromHexString(salt), Convert.FromHexString(input), prk);
        suite.Expand(prk, Convert.FromHexString(info), expanded);

        Assert.Equal(output, Convert.ToHexStringLower(expanded));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Expand_agrees_with_the_base_class_library_up_to_its_longest_output(string provider, int suite)
    {
        var crypto = Offers.Find(provider, suite);
        var hash = crypto.HashLength;
        var (secret, info) = (Octets(hash), new byte[600]);
        foreach (var length in new[] { 1, hash - 1, hash, hash + 1, 2 * hash, 1000, 255 * hash })
        {
            var output = new byte[length];
            crypto.Expand(secret, info, output);
            Assert.Equal(HKDF.Expand(Hashes[hash], secret, length, info), output);
        }

        Assert.Throws<ArgumentException>(() => crypto.Expand(secret, info, new byte[(255 * hash) + 1]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Hash_MAC_and_Extract_agree_with_the_base_class_library(string provider, int suite)
    {
        var crypto = Offers.Find(provider, suite);
        var name = Hashes[crypto.HashLength];
        foreach (var length in new[] { 0, 1, 63, 64, 127, 128, 1000 })
        {
            var (key, data) = (Octets(length), Octets(2 * length));
            var output = new byte[crypto.HashLength];

            crypto.Hash(data, output);
            Assert.Equal(CryptographicOperations.HashData(name, data), output);
            crypto.Mac(key, data, output);
            Assert.Equal(CryptographicOperations.HmacData(name, key, data), output);
            crypto.Extract(key, data, output);
            Assert.Equal(HKDF.Extract(name, data, key), output);
        }
    }

    private static byte[] Octets(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i & 0xff))];
}
