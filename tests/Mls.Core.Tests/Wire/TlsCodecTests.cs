using CsCheck;
using Mls.Core.Wire;
using Xunit;

namespace Mls.Core.Tests.Wire;

public sealed class TlsCodecTests
{
    public static TheoryData<string, string> MalformedVectors() => new()
    {
        { "4000", "not minimal: 0 in two octets" },
        { "4001aa", "not minimal: 1 in two octets" },
        { "403f", "not minimal: 63 in two octets" },
        { "80000000", "not minimal: 0 in four octets" },
        { "80000001aa", "not minimal: 1 in four octets" },
        { "80003fff", "not minimal: 16383 in four octets" },
        { "c0", "prefix 3" },
        { "c000000000000001aa", "prefix 3 as RFC 9000 would read it" },
        { "ff", "prefix 3, all ones" },
        { "", "nothing" },
        { "01", "content missing" },
        { "02aa", "content short" },
        { "40", "header short, two octets" },
        { "800040", "header short, four octets" },
        { "bfffffff", "a gigabyte announced" },
    };

    public static TheoryData<string> MalformedOptionals() => ["", "02", "0200", "0201aa", "ff", "ff00", "01", "0101", "0000", "0101aaaa"];

    [Theory]
    [MemberData(nameof(MalformedVectors))]
    public void ReadOpaque_refuses_a_malformed_vector(string hex, string why)
    {
        Assert.NotEmpty(why);
        Assert.Throws<MalformedException>(() => Tls.Decode<Blob>(Convert.FromHexString(hex)));
    }

    [Theory]
    [MemberData(nameof(MalformedOptionals))]
    public void ReadOptional_refuses_other_presence_octets_truncation_and_trailing_octets(string hex) =>
        Assert.Throws<MalformedException>(() => Tls.Decode<MaybeBlob>(Convert.FromHexString(hex)));

    [Fact]
    public void Decode_refuses_octets_after_the_end()
    {
        Assert.Equal("aa", Tls.Decode<Blob>(Convert.FromHexString("01aa")).Content.ToString());
        var refused = Assert.Throws<MalformedException>(() => Tls.Decode<Blob>(Convert.FromHexString("01aa00")));
        Assert.Equal(2, refused.Offset);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Integers_refuse_truncation(int size)
    {
        for (var length = 0; length < size; length++)
        {
            var input = new byte[length];
            Assert.Throws<MalformedException>(() => ReadInteger(input, size));
        }

        Assert.Equal(0UL, ReadInteger(new byte[size], size));
    }

    [Fact]
    public void A_list_refuses_an_item_that_reaches_over_its_end()
    {
        // The list holds two octets; its item announces two octets of content, which would lie outside.
        Assert.Throws<MalformedException>(() => ReadBlobs([0x02, 0x02, 0xaa, 0xbb]));
        Assert.Equal(2, ReadBlobs([0x03, 0x01, 0xaa, 0x00]));
    }

    [Fact]
    public void A_refusal_inside_a_vector_names_the_place_in_the_whole_input()
    {
        var refused = Assert.Throws<MalformedException>(() => ReadBlobs([0x04, 0x01, 0xaa, 0xc0, 0x00]));

        Assert.Equal(3, refused.Offset);
    }

    [Theory]
    [InlineData("0401aac000", 3, "prefix 3")]
    [InlineData("0401aa4000", 3, "a length that is not minimal")]
    [InlineData("0401aa0200", 3, "a length beyond the list")]
    [InlineData("0401aa4040", 3, "a length beyond the list, in two octets")]
    [InlineData("0301aa40", 4, "a length that is cut off")]
    public void A_refusal_inside_a_list_names_the_octet_that_is_wrong(string hex, int offset, string why)
    {
        Assert.NotEmpty(why);
        Assert.Equal(offset, Assert.Throws<MalformedException>(() => ReadBlobs(Convert.FromHexString(hex))).Offset);
    }

    [Fact]
    public void A_wrong_presence_octet_is_where_the_refusal_says() =>
        Assert.Equal(0, Assert.Throws<MalformedException>(() => Tls.Decode<MaybeBlob>(new byte[] { 2, 0, 0 })).Offset);

    [Theory]
    [InlineData(63, 1)]
    [InlineData(64, 2)]
    [InlineData((1 << 14) - 1, 2)]
    [InlineData(1 << 14, 4)]
    public void A_header_changes_its_size_exactly_where_the_length_does_not_fit(int length, int header)
    {
        var encoded = Tls.Encode(new Blob(new OpaqueBytes(new byte[length])));

        Assert.Equal(header + length, encoded.Length);
        Assert.Equal(length, Tls.Decode<Blob>(encoded).Content.Length);
    }

    [Fact]
    public void A_writer_clears_what_it_held_when_it_grows_and_when_it_ends()
    {
        var writer = new TlsWriter(16);
        writer.WriteFixed([1, 2, 3]);
        var small = writer.Written;
        writer.WriteFixed(Enumerable.Repeat((byte)4, 20).ToArray());
        var large = writer.Written;
        Assert.Equal(new byte[3], small.ToArray());

        writer.Dispose();

        Assert.Equal(new byte[23], large.ToArray());
        Assert.Equal(0, writer.Length);
    }

    [Fact]
    public void Opaque_octets_of_any_length_come_back_with_the_shortest_header() => Gen.Byte.Array[0, 20_000].Sample(octets =>
    {
        var encoded = Tls.Encode(new Blob(new OpaqueBytes(octets)));
        var header = octets.Length < 64 ? 1 : octets.Length < 16_384 ? 2 : 4;

        Assert.Equal(header + octets.Length, encoded.Length);
        Assert.Equal(octets, Tls.Decode<Blob>(encoded).Content.ToArray());
    }, iter: 200);

    [Fact]
    public void Any_octets_either_decode_and_encode_back_to_themselves_or_are_malformed() => Gen.Byte.Array[0, 12].Sample(octets =>
    {
        try
        {
            Assert.Equal(octets, Tls.Encode(Tls.Decode<MaybeBlob>(octets)));
        }
        catch (MalformedException refused)
        {
            Assert.InRange(refused.Offset, 0, octets.Length);
        }
    }, iter: 20_000);

    [Fact]
    public void A_vector_written_between_marks_equals_one_written_at_once() => Gen.Byte.Array[0, 20_000].Sample(octets =>
    {
        using var marked = new TlsWriter(16);
        marked.WriteUInt8(7);
        var mark = marked.BeginVector();
        marked.WriteFixed(octets);
        marked.EndVector(mark);
        using var once = new TlsWriter(16);
        once.WriteUInt8(7);
        once.WriteOpaque(octets);

        Assert.Equal(once.ToArray(), marked.ToArray());
    }, iter: 100);

    [Fact]
    public void Octet_strings_are_equal_by_content()
    {
        Assert.Equal(OpaqueBytes.FromHex("0a0b"), new OpaqueBytes([0x0a, 0x0b]));
        Assert.Equal(OpaqueBytes.FromHex("0a0b").GetHashCode(), new OpaqueBytes([0x0a, 0x0b]).GetHashCode());
        Assert.NotEqual(OpaqueBytes.FromHex("0a0b"), new OpaqueBytes([0x0a]));
        Assert.Equal(default, OpaqueBytes.Own([]));
        Assert.False(OpaqueBytes.FromHex("0a").Equals((object)"0a"));
    }

    [Fact]
    public void Lists_are_equal_by_content_and_their_hashes_tell_most_of_them_apart()
    {
        ValueList<int>[] lists = [.. Enumerable.Range(0, 100).Select(number => (ValueList<int>)[number, number + 1])];

        Assert.Equal<ValueList<int>>([1, 2], lists[1]);
        Assert.Equal(((ValueList<int>)[1, 2]).GetHashCode(), lists[1].GetHashCode());
        Assert.NotEqual<ValueList<int>>([2, 1], lists[1]);
        Assert.True(lists.DistinctBy(list => list.GetHashCode()).Count() > 90);
    }

    private static ulong ReadInteger(byte[] input, int size)
    {
        var reader = new TlsReader(input);
        return size switch
        {
            1 => reader.ReadUInt8(),
            2 => reader.ReadUInt16(),
            4 => reader.ReadUInt32(),
            _ => reader.ReadUInt64(),
        };
    }

    private static int ReadBlobs(byte[] input)
    {
        var reader = new TlsReader(input);
        var list = reader.ReadList<Blob>();
        reader.ExpectEnd();
        return list.Count;
    }

    private sealed record Blob(OpaqueBytes Content) : ITlsStruct<Blob>
    {
        public static Blob Read(ref TlsReader reader) => new(reader.ReadOpaque());

        public void Write(TlsWriter writer) => writer.WriteOpaque(Content);
    }

    private sealed record MaybeBlob(Blob? Item) : ITlsStruct<MaybeBlob>
    {
        public static MaybeBlob Read(ref TlsReader reader) => new(reader.ReadOptional<Blob>());

        public void Write(TlsWriter writer) => writer.WriteOptional(Item);
    }
}
