using Mls.Core.Wire;
using Xunit;

namespace Mls.Core.Tests.Wire;

/// <summary>Lists of values that are no structs of their own: as a vector, and behind a count.</summary>
public sealed class ListCodecTests
{
    private static readonly (uint Number, OpaqueBytes Octets)[] Items = [(1, [0xaa]), (0xffff_ffff, []), (3, [0xbb, 0xcc])];

    [Fact]
    public void A_vector_is_its_length_in_octets_and_the_values()
    {
        using var writer = new TlsWriter();
        writer.WriteVector(Items, item => Write(writer, item));

        Assert.Equal("12" + "00000001" + "01aa" + "ffffffff" + "00" + "00000003" + "02bbcc", Convert.ToHexStringLower(writer.Written));
        var reader = new TlsReader(writer.Written);
        Assert.Equal(Items, reader.ReadVector((ref item) => Read(ref item)));
        reader.ExpectEnd();
    }

    [Fact]
    public void A_counted_list_is_the_number_of_values_and_the_values()
    {
        using var writer = new TlsWriter();
        writer.WriteAll(Items, item => Write(writer, item));

        Assert.Equal("00000003" + "00000001" + "01aa" + "ffffffff" + "00" + "00000003" + "02bbcc", Convert.ToHexStringLower(writer.Written));
        var reader = new TlsReader(writer.Written);
        Assert.Equal(Items, reader.ReadAll((ref item) => Read(ref item)));
        reader.ExpectEnd();
    }

    [Fact]
    public void Visiting_sees_the_same_values_in_order()
    {
        using var writer = new TlsWriter();
        writer.WriteVector(Items, item => Write(writer, item));
        writer.WriteAll(Items, item => Write(writer, item));
        var seen = new List<(uint, OpaqueBytes)>();

        var reader = new TlsReader(writer.Written);
        reader.VisitVector((ref item) => seen.Add(Read(ref item)));
        reader.VisitAll((ref item) => seen.Add(Read(ref item)));

        Assert.Equal([.. Items, .. Items], seen);
        reader.ExpectEnd();
    }

    [Fact]
    public void Lists_without_values_are_one_octet_and_four()
    {
        using var writer = new TlsWriter();
        writer.WriteVector(Array.Empty<(uint, OpaqueBytes)>(), item => Write(writer, item));
        writer.WriteAll(Array.Empty<(uint, OpaqueBytes)>(), item => Write(writer, item));

        Assert.Equal("00" + "00000000", Convert.ToHexStringLower(writer.Written));
        var reader = new TlsReader(writer.Written);
        Assert.Empty(reader.ReadVector((ref item) => Read(ref item)));
        Assert.Empty(reader.ReadAll((ref item) => Read(ref item)));
    }

    [Theory]
    [InlineData("0700000001" + "01aa" + "00", "uint32 of 4 octets where 1 are left")]
    [InlineData("0500000001" + "01aa", "length 1 where 0 octets are left")]
    [InlineData("0900000001" + "01aa", "length 9 where 6 octets are left")]
    public void A_vector_that_does_not_end_with_a_value_is_refused(string hex, string reason)
    {
        var refused = Assert.Throws<MalformedException>(() =>
        {
            var reader = new TlsReader(Convert.FromHexString(hex));
            reader.ReadVector((ref item) => Read(ref item));
        });

        Assert.StartsWith(reason, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A count promises nothing: what is not there is not allocated either.</summary>
    [Theory]
    [InlineData("00000002" + "00000001" + "01aa", 10)]
    [InlineData("ffffffff" + "00000001" + "01aa", 10)]
    [InlineData("000001", 0)]
    public void A_counted_list_with_fewer_values_than_its_count_is_refused_where_it_ends(string hex, int offset)
    {
        var refused = Assert.Throws<MalformedException>(() =>
        {
            var reader = new TlsReader(Convert.FromHexString(hex));
            reader.ReadAll((ref item) => Read(ref item));
        });

        Assert.Equal(offset, refused.Offset);
    }

    private static void Write(TlsWriter writer, (uint Number, OpaqueBytes Octets) item)
    {
        writer.WriteUInt32(item.Number);
        writer.WriteOpaque(item.Octets);
    }

    private static (uint Number, OpaqueBytes Octets) Read(ref TlsReader reader) => (reader.ReadUInt32(), reader.ReadOpaque());
}
