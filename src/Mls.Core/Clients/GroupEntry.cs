using System.Security.Cryptography;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Wire;

namespace Mls.Core.Clients;

/// <summary>What a client notes of one of its groups.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Standing">Whether it is stored.</param>
/// <param name="KeyPackage">The KeyPackage by which the client joined; empty where there was none.</param>
/// <param name="Welcome">The hash of the Welcome by which it joined, so that it is recognised when it comes again; empty where there was none.</param>
internal sealed record GroupEntry(GroupId GroupId, GroupStanding Standing, KeyPackageRef KeyPackage, OpaqueBytes Welcome) : ITlsStruct<GroupEntry>
{
    private const byte PartTag = 1;

    /// <summary>The part of the client's store that holds the group: a group's id may be of any length, the name of a part is not.</summary>
    public OpaqueBytes Part => [PartTag, .. SHA256.HashData(GroupId.Octets.Span)];

    public static GroupEntry Read(ref TlsReader reader)
    {
        var group = GroupId.Read(ref reader);
        var standing = reader.ReadUInt8();
        if (standing is < (byte)GroupStanding.Entering or > (byte)GroupStanding.Leaving)
        {
            throw reader.Malformed($"standing {standing}, allowed are 1 to 3");
        }

        return new GroupEntry(group, (GroupStanding)standing, KeyPackageRef.Read(ref reader), reader.ReadOpaque());
    }

    public void Write(TlsWriter writer)
    {
        GroupId.Write(writer);
        writer.WriteUInt8((byte)Standing);
        KeyPackage.Write(writer);
        writer.WriteOpaque(Welcome);
    }
}
