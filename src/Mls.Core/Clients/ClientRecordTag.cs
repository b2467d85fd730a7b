namespace Mls.Core.Clients;

/// <summary>The first octet of the key of a client's record: what the record holds. Never renumbered: stored clients hold them.</summary>
internal enum ClientRecordTag : byte
{
    /// <summary>Version, suite, and a digest of all other records.</summary>
    Head = 1,

    /// <summary>What leaves say of the client, and its signature key.</summary>
    Identity = 2,

    /// <summary>A group, by the hash of its id.</summary>
    Group = 3,

    /// <summary>A KeyPackage with its private keys, by its reference.</summary>
    KeyPackage = 4,
}
