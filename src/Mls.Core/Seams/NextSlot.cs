using System.Buffers.Binary;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;

namespace Mls.Core.Seams;

/// <summary>The next generation and a random guard (RFC 9420, section 6.3.1).</summary>
public sealed class NextSlot : IMessageSlotPolicy
{
    /// <inheritdoc/>
    public uint Generation(GroupId group, LeafNode own, uint next) => next;

    /// <inheritdoc/>
    public uint ReuseGuard(GroupId group, ReadOnlySpan<byte> nonce, IRandomSource random)
    {
        Span<byte> guard = stackalloc byte[4];
        random.Fill(guard);
        return BinaryPrimitives.ReadUInt32BigEndian(guard);
    }
}
