using System.Security.Cryptography;
using System.Text;
using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Directory;

/// <summary>Group ids that everybody can compute from a name: the first 16 octets of SHA-256 over a label and the name.</summary>
public static class GroupIds
{
    /// <summary>Octets of an id.</summary>
    public const int Length = 16;

    /// <summary>The id of a conversation group.</summary>
    public static GroupId Of(string groupName) => Hash("mdm group ", groupName);

    /// <summary>The id of a user's user group.</summary>
    public static GroupId OfUserGroup(string user) => Hash("mdm user group ", user);

    private static GroupId Hash(string label, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new GroupId(new OpaqueBytes(SHA256.HashData(Encoding.UTF8.GetBytes(label + name)).AsSpan(0, Length)));
    }
}
