using Mls.Core.Wire;
using Xunit;

namespace Mls.Core.Tests.Wire;

/// <summary>Wrong encodings of every struct: the published vectors have none. A type of the product without a form here fails.</summary>
public sealed class NegativeEncodingTests
{
    /// <summary>What a refusal may allocate beyond four times its input: the exception and the parts read before.</summary>
    private const int RefusalAllowance = 16 * 1024;

    public static TheoryData<string> Types() => [.. Codec.All.Select(codec => codec.Type.Name)];

    [Fact]
    public void Every_type_that_is_decoded_has_a_form_and_every_form_a_type() =>
        Assert.Equal(Codec.All.Select(codec => codec.Type.Name).Order(StringComparer.Ordinal), Forms.All.Keys.Select(type => type.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Types))]
    public void Samples_decode_and_encode_back_to_the_same_octets(string type) => Each(type, (codec, sample) =>
    {
        var octets = sample.Encode();
        Assert.Equal(octets, Again(codec, octets));
    });

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_truncation_is_malformed(string type) => Each(type, (codec, sample) =>
    {
        var octets = sample.Encode();
        for (var length = 0; length < octets.Length; length++)
        {
            Refuse(codec, octets.AsSpan(0, length), $"cut after {length} of {octets.Length}");
        }
    });

    [Theory]
    [MemberData(nameof(Types))]
    public void One_more_octet_is_malformed(string type) => Each(type, (codec, sample) =>
    {
        var octets = sample.Encode();
        Refuse(codec, [.. octets, 0], "followed by 0");
        Refuse(codec, [.. octets, 0xff], "followed by ff");
    });

    [Theory]
    [MemberData(nameof(Types))]
    public void Wrong_headers_presence_octets_codes_and_cut_lists_are_malformed(string type) => Each(type, (codec, sample) =>
    {
        foreach (var fault in Fault.All(sample))
        {
            Refuse(codec, sample.Encode(fault), fault.ToString());
        }
    });

    [Theory]
    [MemberData(nameof(Types))]
    public void A_header_of_a_gigabyte_is_refused_without_allocating_for_it(string type) => Each(type, (codec, sample) =>
    {
        foreach (var fault in Fault.All(sample).OfType<Fault.Header>())
        {
            var octets = sample.Encode(fault);
            Refuse(codec, octets, fault.Kind);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Refuse(codec, octets, fault.Kind);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (4 * octets.Length) + RefusalAllowance);
        }
    });

    [Fact]
    public void Trees_that_are_empty_even_blank_at_the_end_or_of_wrong_parity_are_malformed() =>
        Assert.All(Forms.WrongTrees, tree => Refuse(Codec.Named("RatchetTree"), tree.Encode(), "as a tree"));

    private static void Each(string type, Action<Codec, Piece> check)
    {
        var codec = Codec.Named(type);
        Assert.All(Forms.All[codec.Type].Samples, sample => check(codec, sample.Copy()));
    }

    private static byte[] Again(Codec codec, byte[] octets)
    {
        var value = codec.Decode(octets);
        using (value as IDisposable)
        {
            return codec.Encode(value);
        }
    }

    private static void Refuse(Codec codec, ReadOnlySpan<byte> octets, string why)
    {
        try
        {
            (codec.Decode(octets) as IDisposable)?.Dispose();
        }
        catch (MalformedException refused) when (refused.Offset >= 0 && refused.Offset <= octets.Length)
        {
            return;
        }

        Assert.Fail($"{codec} {why}: {Convert.ToHexStringLower(octets)}");
    }
}
