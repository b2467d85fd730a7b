using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class DeserializationTests
{
    private const string File = "deserialization";

    public static TheoryData<int, string> Cases() => Vectors.Rows(File);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_length_header_reads_and_writes_as_published(int index, string label)
    {
        Assert.NotEmpty(label);
        var test = Vectors.Case(File, index);
        var header = test.Octets("vlbytes_header");
        var length = (int)test.Number("length");

        using var writer = new TlsWriter();
        writer.WriteLength(length);
        Assert.Equal(header, writer.ToArray());
        if (length <= 1 << 16)
        {
            var reader = new TlsReader([.. header, .. new byte[length + 1]]);
            Assert.Equal(length, reader.ReadOpaqueSpan().Length);
            Assert.Equal(1, reader.Remaining);
        }
        else
        {
            // A gigabyte is not worth allocating: the refusal names the length that was read.
            var refused = Assert.Throws<MalformedException>(() => new TlsReader(header).ReadOpaqueSpan().Length);
            Assert.Contains($"length {length} ", refused.Message, StringComparison.Ordinal);
        }
    }
}
