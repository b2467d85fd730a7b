using System.Buffers.Binary;

namespace Mls.Core.Wire;

/// <summary>Appends values in the TLS presentation language as RFC 9420, section 2.1, profiles it.</summary>
/// <remarks>Disposing clears the buffer: encodings of secrets pass through here.</remarks>
public sealed class TlsWriter : IDisposable
{
    private byte[] _buffer;

    /// <summary>Starts empty with room for <paramref name="capacity"/> octets.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative, or more than an array holds.</exception>
    public TlsWriter(int capacity = 256)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, Array.MaxLength);
        _buffer = new byte[Math.Max(capacity, 16)];
    }

    /// <summary>Octets written.</summary>
    public int Length { get; private set; }

    /// <summary>What has been written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Writes zero octets.</summary>
    public void WriteZeros(int count) => Reserve(count).Clear();

    /// <summary>Writes <c>uint8</c>.</summary>
    public void WriteUInt8(byte value) => Reserve(1)[0] = value;

    /// <summary>Writes <c>uint16</c>.</summary>
    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Reserve(2), value);

    /// <summary>Writes <c>uint32</c>.</summary>
    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(4), value);

    /// <summary>Writes <c>uint64</c>.</summary>
    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Reserve(8), value);

    /// <summary>Writes <c>opaque x[n]</c>.</summary>
    public void WriteFixed(ReadOnlySpan<byte> octets) => octets.CopyTo(Reserve(octets.Length));

    /// <summary>Writes <c>opaque x&lt;V&gt;</c>.</summary>
    public void WriteOpaque(ReadOnlySpan<byte> octets)
    {
        WriteLength(octets.Length);
        WriteFixed(octets);
    }

    /// <summary>Writes <c>opaque x&lt;V&gt;</c>.</summary>
    public void WriteOpaque(OpaqueBytes octets) => WriteOpaque(octets.Span);

    /// <summary>Writes <c>T x&lt;V&gt;</c>.</summary>
    public void WriteList<T>(IReadOnlyList<T> items)
        where T : ITlsStruct<T>
    {
        ArgumentNullException.ThrowIfNull(items);
        var mark = BeginVector();
        for (var i = 0; i < items.Count; i++)
        {
            items[i].Write(this);
        }

        EndVector(mark);
    }

    /// <summary>Writes a vector of values that are no structs of their own, each by <paramref name="write"/>; <see cref="TlsReader.ReadVector{T}"/> reads it.</summary>
    public void WriteVector<T>(IEnumerable<T> items, Action<T> write)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(write);
        var mark = BeginVector();
        foreach (var item in items)
        {
            write(item);
        }

        EndVector(mark);
    }

    /// <summary>Writes how many values there are, as <c>uint32</c>, and each by <paramref name="write"/>; <see cref="TlsReader.ReadAll"/> reads them.</summary>
    public void WriteAll<T>(IReadOnlyCollection<T> items, Action<T> write)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(write);
        WriteUInt32((uint)items.Count);
        foreach (var item in items)
        {
            write(item);
        }
    }

    /// <summary>Writes <c>optional&lt;T&gt;</c>.</summary>
    public void WriteOptional<T>(T? item)
        where T : class, ITlsStruct<T>
    {
        WriteUInt8(item is null ? (byte)0 : (byte)1);
        item?.Write(this);
    }

    /// <summary>Starts a variable-size vector whose length is not known yet; pass the result to <see cref="EndVector"/>.</summary>
    public int BeginVector() => Length;

    /// <summary>Puts the length header in front of everything written since <paramref name="mark"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Nothing began there.</exception>
    public void EndVector(int mark)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mark);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mark, Length);
        var length = Length - mark;
        var header = HeaderSize(length);
        Reserve(header);
        var moved = _buffer.AsSpan(mark, length + header);
        moved[..length].CopyTo(moved[header..]);
        PutLength(moved, length, header);
    }

    /// <summary>Writes a variable-size vector length header (RFC 9420, section 2.1.2).</summary>
    public void WriteLength(int length)
    {
        var header = HeaderSize(length);
        PutLength(Reserve(header), length, header);
    }

    /// <summary>Everything written, as a new array.</summary>
    public byte[] ToArray() => Written.ToArray();

    /// <summary>Clears the buffer.</summary>
    public void Dispose()
    {
        _buffer.AsSpan(0, Length).Clear();
        Length = 0;
    }

    /// <summary>Octets of the shortest length header for <paramref name="length"/>.</summary>
    internal static int HeaderSize(int length) => length switch
    {
        < 0 => throw new ArgumentOutOfRangeException(nameof(length), length, "a length is not negative"),
        < 1 << 6 => 1,
        < 1 << 14 => 2,
        < 1 << 30 => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(length), length, "a vector holds at most 2^30 - 1 octets (RFC 9420, section 2.1.2)"),
    };

    /// <summary>Puts a length header of <paramref name="header"/> octets at the start of <paramref name="target"/>.</summary>
    internal static void PutLength(Span<byte> target, int length, int header)
    {
        switch (header)
        {
            case 1:
                target[0] = (byte)length;
                break;
            case 2:
                BinaryPrimitives.WriteUInt16BigEndian(target, (ushort)(length | 0x4000));
                break;
            default:
                BinaryPrimitives.WriteUInt32BigEndian(target, (uint)length | 0x8000_0000);
                break;
        }
    }

    private Span<byte> Reserve(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength - Length);
        var needed = Length + count;
        if (needed > _buffer.Length)
        {
            var larger = new byte[Math.Max(needed, (int)Math.Min(Array.MaxLength, 2L * _buffer.Length))];
            Written.CopyTo(larger);
            _buffer.AsSpan(0, Length).Clear();
            _buffer = larger;
        }

        var reserved = _buffer.AsSpan(Length, count);
        Length = needed;
        return reserved;
    }
}
