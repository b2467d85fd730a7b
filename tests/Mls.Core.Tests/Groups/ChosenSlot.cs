using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Seams;

namespace Mls.Core.Tests.Groups;

/// <summary>A sender that skips generations.</summary>
internal sealed class ChosenSlot : IMessageSlotPolicy
{
    /// <summary>How many generations each message skips.</summary>
    public uint Skipped { get; set; }

    public uint Generation(GroupId group, LeafNode own, uint next) => next + Skipped;

    public uint ReuseGuard(GroupId group, ReadOnlySpan<byte> nonce, IRandomSource random) => 7;
}
