namespace Mls.Core.Tests.Oracle;

/// <summary>A place in octets that are known to be well-formed.</summary>
internal sealed class Reading(byte[] octets, int from, int to)
{
    public Reading(byte[] octets)
        : this(octets, 0, octets.Length)
    {
    }

    public int Position { get; private set; } = from;

    public bool AtEnd => Position == to;

    public byte[] Fixed(int count)
    {
        Position += count;
        return octets[(Position - count)..Position];
    }

    public int U8() => Fixed(1)[0];

    public int U16() => (int)Number(2);

    public uint U32() => (uint)Number(4);

    public ulong U64() => Number(8);

    /// <summary>The content of <c>opaque x&lt;V&gt;</c>.</summary>
    public byte[] Opaque() => Fixed(Length());

    /// <summary>The content of <c>T x&lt;V&gt;</c>.</summary>
    public Reading Vector()
    {
        var length = Length();
        Position += length;
        return new Reading(octets, Position - length, Position);
    }

    /// <summary>Passes over several vectors.</summary>
    public void SkipVectors(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Opaque();
        }
    }

    public byte[] Since(int mark) => octets[mark..Position];

    private int Length()
    {
        var first = U8();
        return (first / 64) switch
        {
            0 => first,
            1 => ((first % 64) * 256) + U8(),
            2 => ((first % 64) << 24) + (int)Number(3),
            _ => throw new InvalidOperationException("length prefix 3"),
        };
    }

    private ulong Number(int size) => Fixed(size).Aggregate(0UL, (value, octet) => (value << 8) | octet);
}
