using System.Buffers.Binary;
using Mls.Core.Wire;

namespace Mls.Core.Crypto;

/// <summary>Writes into a span whose length has been computed before.</summary>
internal ref struct SpanWriter(Span<byte> target)
{
    private Span<byte> _rest = target;

    /// <summary>Octets of <c>opaque x&lt;V&gt;</c> with <paramref name="length"/> octets of content.</summary>
    public static int OpaqueLength(int length) => TlsWriter.HeaderSize(length) + length;

    /// <summary>Appends octets.</summary>
    public void Put(scoped ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(_rest);
        _rest = _rest[octets.Length..];
    }

    /// <summary>Appends <c>uint16</c>.</summary>
    public void PutUInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_rest, value);
        _rest = _rest[sizeof(ushort)..];
    }

    /// <summary>Appends <c>opaque x&lt;V&gt;</c> whose content is <paramref name="first"/> and then <paramref name="second"/>.</summary>
    public void PutOpaque(scoped ReadOnlySpan<byte> first, scoped ReadOnlySpan<byte> second = default)
    {
        var length = first.Length + second.Length;
        var header = TlsWriter.HeaderSize(length);
        TlsWriter.PutLength(_rest, length, header);
        _rest = _rest[header..];
        Put(first);
        Put(second);
    }
}
