using Grains.Interfaces.Contracts;
using Mls.Core.Wire;

namespace Grains.Services;

/// <summary>The user's leaf in a group has become another one.</summary>
/// <param name="GroupEpoch">The group's epoch from which it stands.</param>
/// <param name="Tag">The tag of the user-group epoch that it derives from.</param>
/// <param name="Membership">Which of the user's memberships it belongs to.</param>
/// <param name="Operation">What caused it.</param>
/// <param name="IsFirst">Whether the membership began with it: a KeyPackage's leaf, or a creator's.</param>
internal sealed record LeafChange(ulong GroupEpoch, ulong Tag, ulong Membership, Operation Operation, bool IsFirst)
{
    public static LeafChange Read(ref TlsReader reader) => new(reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadOperation(), reader.ReadPresence());

    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64(GroupEpoch);
        writer.WriteUInt64(Tag);
        writer.WriteUInt64(Membership);
        writer.WriteOperation(Operation);
        writer.WriteFlag(IsFirst);
    }
}
