using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;

namespace Mls.Core.Seams;

/// <summary>The second seam: which generation and reuse guard an outgoing private message takes. The RFC's own way is <see cref="NextSlot"/>.</summary>
public interface IMessageSlotPolicy
{
    /// <summary>The generation to use; at least <paramref name="next"/>.</summary>
    /// <param name="group">The group.</param>
    /// <param name="own">The sender's leaf.</param>
    /// <param name="next">One more than the highest generation seen on the ratchet.</param>
    uint Generation(GroupId group, LeafNode own, uint next);

    /// <summary>The reuse guard (RFC 9420, section 6.3.1).</summary>
    /// <param name="group">The group.</param>
    /// <param name="nonce">The nonce of the key schedule, before the guard.</param>
    /// <param name="random">The client's randomness.</param>
    uint ReuseGuard(GroupId group, ReadOnlySpan<byte> nonce, IRandomSource random);
}
