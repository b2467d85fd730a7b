using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>RFC 9420, section 6.3.2: <c>struct { uint32 leaf_index; uint32 generation; opaque reuse_guard[4]; } SenderData</c>.</summary>
public sealed record SenderData(LeafIndex Leaf, uint Generation, uint ReuseGuard) : ITlsStruct<SenderData>
{
    /// <summary>Octets of the encoding.</summary>
    public const int Length = 12;

    /// <inheritdoc/>
    public static SenderData Read(ref TlsReader reader) => new(LeafIndex.Read(ref reader), reader.ReadUInt32(), reader.ReadUInt32());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        Leaf.Write(writer);
        writer.WriteUInt32(Generation);
        writer.WriteUInt32(ReuseGuard);
    }
}
