using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary>RFC 9420, section 7.2: when a KeyPackage's leaf may be used, both ends inclusive, in seconds since 1970-01-01 UTC.</summary>
public readonly record struct Lifetime(ulong NotBefore, ulong NotAfter) : ITlsStruct<Lifetime>
{
    /// <summary>Never expires.</summary>
    public static readonly Lifetime Eternal = new(0, ulong.MaxValue);

    /// <inheritdoc/>
    public static Lifetime Read(ref TlsReader reader) => new(reader.ReadUInt64(), reader.ReadUInt64());

    /// <summary>Whether <paramref name="now"/> lies inside.</summary>
    public bool Contains(DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        return seconds >= 0 && (ulong)seconds >= NotBefore && (ulong)seconds <= NotAfter;
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64(NotBefore);
        writer.WriteUInt64(NotAfter);
    }
}
