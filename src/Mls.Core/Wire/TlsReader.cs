using System.Buffers.Binary;

namespace Mls.Core.Wire;

/// <summary>A forward cursor over octets in the TLS presentation language as RFC 9420, section 2.1, profiles it.</summary>
/// <remarks>Lengths are checked against what is left before anything is allocated, so decoding never allocates more than a small multiple of its input.</remarks>
public ref struct TlsReader
{
    private readonly ReadOnlySpan<byte> _input;
    private readonly int _base;
    private int _position;

    /// <summary>Starts at the first octet of <paramref name="input"/>.</summary>
    public TlsReader(ReadOnlySpan<byte> input)
        : this(input, 0)
    {
    }

    private TlsReader(ReadOnlySpan<byte> input, int baseOffset)
    {
        _input = input;
        _base = baseOffset;
        _position = 0;
    }

    /// <summary>Octets read so far.</summary>
    public readonly int Position => _position;

    /// <summary>Octets left.</summary>
    public readonly int Remaining => _input.Length - _position;

    /// <summary>Whether every octet has been read.</summary>
    public readonly bool AtEnd => Remaining == 0;

    /// <summary>The octets read since <paramref name="start"/>, a former <see cref="Position"/>.</summary>
    public readonly ReadOnlySpan<byte> ReadSince(int start) => _input[start.._position];

    /// <summary>A refusal at the current place, in a structure that is not of RFC 9420.</summary>
    public readonly MalformedException Malformed(string what) => new(what, _base + _position);

    /// <summary>A refusal at the current place for the rule that is broken there.</summary>
    public readonly MalformedException Malformed(WireRule rule, string what) => new(rule, what, _base + _position);

    /// <summary>Reads <c>uint8</c>.</summary>
    public byte ReadUInt8() => Take(1, "uint8")[0];

    /// <summary>Reads <c>uint16</c>, big-endian.</summary>
    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2, "uint16"));

    /// <summary>Reads <c>uint32</c>, big-endian.</summary>
    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4, "uint32"));

    /// <summary>Reads <c>uint64</c>, big-endian.</summary>
    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64BigEndian(Take(8, "uint64"));

    /// <summary>Reads <c>opaque x[count]</c>.</summary>
    public ReadOnlySpan<byte> ReadFixed(int count) => Take(count, "fixed-length octets");

    /// <summary>Reads <c>opaque x&lt;V&gt;</c> without a copy.</summary>
    public ReadOnlySpan<byte> ReadOpaqueSpan() => Take(ReadLength(), "vector");

    /// <summary>Reads <c>opaque x&lt;V&gt;</c>.</summary>
    public OpaqueBytes ReadOpaque() => new(ReadOpaqueSpan());

    /// <summary>Reads a vector header and returns a cursor over exactly its content.</summary>
    public TlsReader ReadVector()
    {
        var length = ReadLength();
        var offset = _base + _position;
        return new TlsReader(Take(length, "vector"), offset);
    }

    /// <summary>Reads <c>T x&lt;V&gt;</c>.</summary>
    public ValueList<T> ReadList<T>()
        where T : ITlsStruct<T>
    {
        var content = ReadVector();
        if (content.AtEnd)
        {
            return [];
        }

        var items = new List<T>();
        while (!content.AtEnd)
        {
            items.Add(T.Read(ref content));
        }

        return items.ToValueList();
    }

    /// <summary>Reads <c>optional&lt;T&gt;</c> for a reference type; <see langword="null"/> where absent.</summary>
    public T? ReadOptional<T>()
        where T : class, ITlsStruct<T> => ReadPresence() ? T.Read(ref this) : null;

    /// <summary>Reads the presence octet of <c>optional</c>; anything but 0 and 1 is refused (RFC 9420, section 2.1.1).</summary>
    public bool ReadPresence()
    {
        var presence = ReadUInt8();
        return presence switch
        {
            0 => false,
            1 => true,
            _ => throw new MalformedException(WireRules.OptionalPresence, $"presence octet {presence}, allowed are 0 and 1", _base + _position - 1),
        };
    }

    /// <summary>Refuses input that goes on.</summary>
    public readonly void ExpectEnd()
    {
        if (!AtEnd)
        {
            throw Malformed(WireRules.TrailingOctets, $"{Remaining} octets after the end");
        }
    }

    /// <summary>Reads a variable-size vector length; only the shortest encoding is accepted (RFC 9420, section 2.1.2).</summary>
    private int ReadLength()
    {
        var start = _position;
        var first = ReadUInt8();
        var prefix = first >> 6;
        if (prefix == 3)
        {
            throw new MalformedException(WireRules.VectorLengthPrefix, "length header with the invalid prefix 3", _base + start);
        }

        var length = (uint)(first & 0x3f);
        for (var more = (1 << prefix) - 1; more > 0; more--)
        {
            length = (length << 8) | ReadUInt8();
        }

        if ((prefix == 1 && length < 1 << 6) || (prefix == 2 && length < 1 << 14))
        {
            throw new MalformedException(WireRules.VectorLengthNotMinimal, "length header that is not minimal", _base + start);
        }

        if (length > (uint)Remaining)
        {
            throw new MalformedException(WireRules.VectorLengthBeyondInput, $"length {length} where {Remaining} octets are left", _base + start);
        }

        return (int)length;
    }

    private ReadOnlySpan<byte> Take(int count, string what)
    {
        if (count > Remaining)
        {
            throw Malformed(WireRules.InputTruncated, $"{what} of {count} octets where {Remaining} are left");
        }

        var taken = _input.Slice(_position, count);
        _position += count;
        return taken;
    }
}
