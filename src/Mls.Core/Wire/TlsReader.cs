using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Mls.Core.Wire;

/// <summary>A forward cursor over octets in the TLS presentation language as RFC 9420, section 2.1, profiles it.</summary>
/// <remarks>Lengths are checked against what is left before anything is allocated, and all cursors over one input share a <see cref="DecodeBudget"/>:
/// decoding allocates at most four times its input and a constant of four mebibytes.</remarks>
public ref struct TlsReader
{
    /// <summary>An array: header, length and what rounding adds.</summary>
    private const int ArrayOverhead = 32;

    /// <summary>A list: its object and what collecting the items needs.</summary>
    private const int ListOverhead = 96;

    /// <summary>An item that is an object: the object with those it always holds, its place in the list and its share of blocks.</summary>
    private const int ItemOverhead = 96 + (3 * 8);

    private readonly ReadOnlySpan<byte> _input;
    private readonly DecodeBudget? _budget;
    private readonly int _base;
    private int _position;

    /// <summary>Starts at the first octet of <paramref name="input"/>.</summary>
    public TlsReader(ReadOnlySpan<byte> input)
        : this(input, 0, new DecodeBudget(input.Length))
    {
    }

    private TlsReader(ReadOnlySpan<byte> input, int baseOffset, DecodeBudget? budget)
    {
        _input = input;
        _budget = budget;
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
    public OpaqueBytes ReadOpaque()
    {
        var octets = ReadOpaqueSpan();
        if (!octets.IsEmpty)
        {
            Charge(ArrayOverhead + octets.Length);
        }

        return new OpaqueBytes(octets);
    }

    /// <summary>Reads a vector header and returns a cursor over exactly its content.</summary>
    public TlsReader ReadVector()
    {
        var length = ReadLength();
        var offset = _base + _position;
        return new TlsReader(Take(length, "vector"), offset, _budget);
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

        return RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? ReadItems<T>(content) : ReadNumbers<T>(content);
    }

    /// <summary>Reads a vector of values that are no structs of their own, such as those of snapshots; what <see cref="TlsWriter.WriteVector"/> wrote.</summary>
    /// <remarks>For octets that one has written oneself: the items are not counted against the budget, as <see cref="ReadList{T}"/> counts them.</remarks>
    /// <exception cref="MalformedException">The vector is incomplete, or an item is malformed or goes beyond its end.</exception>
    public List<T> ReadVector<T>(TlsRead<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var items = new List<T>();
        var content = ReadVector();
        while (!content.AtEnd)
        {
            items.Add(read(ref content));
        }

        return items;
    }

    /// <summary>Visits each value of a vector, as <see cref="ReadVector{T}"/> does, for values that go where others are or depend on those before.</summary>
    /// <exception cref="MalformedException">The vector is incomplete, or an item is malformed or goes beyond its end.</exception>
    public void VisitVector(TlsVisit visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        var content = ReadVector();
        while (!content.AtEnd)
        {
            visit(ref content);
        }
    }

    /// <summary>Reads a <c>uint32</c> and as many values; what <see cref="TlsWriter.WriteAll"/> wrote. For octets that one has written oneself, like <see cref="ReadVector{T}"/>.</summary>
    /// <exception cref="MalformedException">There are fewer values, or one is malformed.</exception>
    public List<T> ReadAll<T>(TlsRead<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var items = new List<T>();
        for (var left = ReadUInt32(); left > 0; left--)
        {
            items.Add(read(ref this));
        }

        return items;
    }

    /// <summary>Reads a <c>uint32</c> and visits as many values, for values that go where others are or depend on those before.</summary>
    /// <exception cref="MalformedException">There are fewer values, or one is malformed.</exception>
    public void VisitAll(TlsVisit visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        for (var left = ReadUInt32(); left > 0; left--)
        {
            visit(ref this);
        }
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

    /// <summary>Takes from the budget what a decoded value needs beyond its octets; the reader itself counts octet strings and lists.</summary>
    /// <exception cref="MalformedException">The input is made of more small values than an input of its length may hold.</exception>
    internal readonly void Charge(long octets)
    {
        if (_budget is not null && !_budget.TrySpend(octets))
        {
            throw Malformed("more small values than an input of this length may hold,");
        }
    }

    /// <summary>Adds to the budget.</summary>
    internal readonly void Grant(long octets) => _budget?.Grant(octets);

    private static ValueList<T> ReadItems<T>(TlsReader content)
        where T : ITlsStruct<T>
    {
        // Full blocks are kept as they are: a list that grows would copy them, and may take twice as much.
        content.Charge(ListOverhead);
        List<T[]>? full = null;
        var block = new T[4];
        var (before, inBlock) = (0, 0);
        while (!content.AtEnd)
        {
            content.Charge(ItemOverhead);
            if (inBlock == block.Length)
            {
                (full ??= []).Add(block);
                before += inBlock;
                (block, inBlock) = (new T[before], 0);
            }

            block[inBlock++] = T.Read(ref content);
        }

        var items = new T[before + inBlock];
        var place = 0;
        foreach (var one in full ?? [])
        {
            one.CopyTo(items, place);
            place += one.Length;
        }

        block.AsSpan(0, inBlock).CopyTo(items.AsSpan(place));
        return new ValueList<T>(items);
    }

    /// <summary>A list of numbers: all items have the size of the first.</summary>
    private static ValueList<T> ReadNumbers<T>(TlsReader content)
        where T : ITlsStruct<T>
    {
        content.Charge(ArrayOverhead + 24 + content.Remaining);
        var first = T.Read(ref content);
        var items = new T[1 + ((content.Remaining + content.Position - 1) / content.Position)];
        items[0] = first;
        for (var i = 1; i < items.Length; i++)
        {
            items[i] = T.Read(ref content);
        }

        return new ValueList<T>(items);
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
