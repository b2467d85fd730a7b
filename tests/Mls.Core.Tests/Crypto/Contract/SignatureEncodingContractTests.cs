using Mls.Core.Crypto;
using Mls.Core.Tests.Fuzz;
using Mls.Crypto;
using Xunit;

namespace Mls.Core.Tests.Crypto.Contract;

/// <summary>ECDSA signatures are DER, and DER only: whatever else stands in their place is no signature, and nothing worse.</summary>
public sealed class SignatureEncodingContractTests
{
    private static readonly int[] Suites = [2, 5, 7];

    /// <summary>Octets at which a decoder of DER has been seen to throw what nobody expected.</summary>
    private static readonly byte[] Stray = [0x30, 0x80, 0x99, 0x58, 0x86];

    /// <summary>Other encodings of the pair of a valid signature, and octets that are none; made of r and s as they stand in it.</summary>
    private static readonly Dictionary<string, Func<byte[], byte[], byte[]>> Spoilt = new()
    {
        ["nothing"] = (_, _) => [],
        ["stray octets"] = (_, _) => Stray,
        ["an empty sequence"] = (_, _) => Sequence([]),
        ["one integer"] = (r, _) => Sequence(Integer(r)),
        ["three integers"] = (r, s) => Sequence([.. Integer(r), .. Integer(s), .. Integer([1])]),
        ["a set"] = (r, s) => [0x31, .. Sequence([.. Integer(r), .. Integer(s)])[1..]],
        ["a bit string for an integer"] = (r, s) => Sequence([0x03, .. Integer(r)[1..], .. Integer(s)]),
        ["an indefinite length"] = (r, s) => [0x30, 0x80, .. Integer(r), .. Integer(s), 0, 0],
        ["a length of two octets"] = (r, s) => [0x30, 0x82, 0, (byte)(Integer(r).Length + Integer(s).Length), .. Integer(r), .. Integer(s)],
        ["a length in long form where the short one does"] = (r, s) => Sequence([0x02, 0x81, (byte)r.Length, .. r, .. Integer(s)]),
        ["a length beyond the end"] = (r, s) => Sequence([.. Integer(r), 0x02, (byte)(s.Length + 1), .. s]),
        ["an octet behind"] = (r, s) => [.. Sequence([.. Integer(r), .. Integer(s)]), 0],
        ["an octet less"] = (r, s) => Sequence([.. Integer(r), .. Integer(s)])[..^1],
        ["a leading zero"] = (r, s) => Sequence([.. Integer([0, .. r]), .. Integer(s)]),
        ["a negative integer"] = (r, s) => Sequence([.. Integer([0xff, .. r]), .. Integer(s)]),
        ["an integer of no octets"] = (r, _) => Sequence([.. Integer(r), 0x02, 0]),
        ["zero"] = (_, s) => Sequence([.. Integer([0]), .. Integer(s)]),
        ["an integer beyond the order"] = (r, s) => Sequence([.. Integer(r), .. Integer([0x7f, .. s])]),
    };

    public static TheoryData<string, int> EcdsaSuites() => Offers.Of(Suites);

    public static TheoryData<string, int, string> Encodings() => Offers.With(from suite in Suites from name in Spoilt.Keys select (suite, name));

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Another_encoding_is_no_signature(string provider, int suite, string encoding)
    {
        using var signer = new Signed(provider, suite);
        var (r, s) = signer.Pair();

        Assert.True(signer.Verify(Sequence([.. Integer(r), .. Integer(s)])));
        Assert.False(signer.Verify(Spoilt[encoding](r, s)));
    }

    [Theory]
    [MemberData(nameof(EcdsaSuites))]
    public void Mutated_signatures_are_refused_without_an_exception(string provider, int suite)
    {
        using var signer = new Signed(provider, suite);
        var chance = new Chance((ulong)suite);
        var mutator = new Mutator(chance);
        IReadOnlyList<byte[]> corpus = [signer.Signature, Stray];
        for (var i = 0; i < 3000; i++)
        {
            var mutated = mutator.Mutate(chance.Of(corpus), corpus);
            Assert.Equal(mutated.AsSpan().SequenceEqual(signer.Signature), signer.Verify(mutated));
        }
    }

    private static byte[] Integer(byte[] octets) => [0x02, (byte)octets.Length, .. octets];

    private static byte[] Sequence(byte[] content) => content.Length < 0x80 ? [0x30, (byte)content.Length, .. content] : [0x30, 0x81, (byte)content.Length, .. content];

    /// <summary>A key and a signature of its own.</summary>
    private sealed class Signed : IDisposable
    {
        private readonly ICryptoProvider _crypto;
        private readonly SignaturePrivateKey _key;

        public Signed(string provider, int suite)
        {
            _crypto = Offers.Find(provider, suite);
            _key = _crypto.GenerateSignatureKey(new SeededRandom((ulong)suite, "signer", "test"));
            Signature = _crypto.Sign(_key, "content"u8);
        }

        public byte[] Signature { get; }

        public bool Verify(byte[] signature) => _crypto.Verify(_key.PublicKey, "content"u8, signature);

        public (byte[] R, byte[] S) Pair()
        {
            var reader = new System.Formats.Asn1.AsnReader(Signature, System.Formats.Asn1.AsnEncodingRules.DER);
            var pair = reader.ReadSequence();
            return (pair.ReadIntegerBytes().ToArray(), pair.ReadIntegerBytes().ToArray());
        }

        public void Dispose() => _key.Dispose();
    }
}
