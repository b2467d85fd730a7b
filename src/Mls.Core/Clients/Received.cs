using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Storage;

namespace Mls.Core.Clients;

/// <summary>What became of octets that a client received. A closed choice.</summary>
public abstract record Received
{
    private Received()
    {
    }

    /// <summary>A message of a group that the client is in.</summary>
    /// <param name="Group">The group, lent by the client.</param>
    /// <param name="Result">What became of the message.</param>
    public sealed record InGroup(StoredGroup Group, ReceiveResult Result) : Received;

    /// <summary>A Welcome by which the client has joined; the same Welcome again leads to the same group.</summary>
    /// <param name="Group">The group, lent by the client.</param>
    public sealed record Joined(StoredGroup Group) : Received;

    /// <summary>A Welcome for none of the client's KeyPackages: it is for somebody else, or the KeyPackage has been used or has expired. Who wants to enter asks to be added again.</summary>
    public sealed record UnknownKeyPackage : Received;

    /// <summary>A message of a group that the client is not in.</summary>
    public sealed record UnknownGroup(GroupId GroupId) : Received;

    /// <summary>A message of a group whose external Commit by this client has not been confirmed: hold it.</summary>
    /// <param name="Group">The group, lent by the client.</param>
    public sealed record NotYetMember(StoredGroup Group) : Received;

    /// <summary>A KeyPackage or a GroupInfo: it changes nothing by itself.</summary>
    public sealed record ForApplication(MlsMessage Message) : Received;
}
