using Mls.Core.Framing;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Interop.Tests.Clients;

/// <summary>A client of one of the two libraries in one group. All octets are MLSMessages unless said otherwise.</summary>
internal abstract class Client(string name) : IAsyncDisposable
{
    /// <summary>The extension type of this project's own that all clients support.</summary>
    public static readonly ExtensionType OwnExtension = new(0xF0FF);

    /// <summary>Its name, the identity of its credential.</summary>
    public string Name { get; } = name;

    /// <summary>Whether ts-mls does its work.</summary>
    public abstract bool IsTsMls { get; }

    /// <summary>Its leaf.</summary>
    public abstract Task<uint> LeafAsync();

    /// <summary>Creates a group of one.</summary>
    public abstract Task CreateAsync(OpaqueBytes group, ExtensionList extensions);

    /// <summary>A fresh KeyPackage; it joins with the latest.</summary>
    public abstract Task<OpaqueBytes> NewKeyPackageAsync();

    /// <summary>Gives it an external pre-shared key.</summary>
    public abstract Task AddPskAsync(OpaqueBytes id, OpaqueBytes secret);

    /// <summary>Sends a proposal.</summary>
    public abstract Task<OpaqueBytes> ProposeAsync(Change change, WireFormat format);

    /// <summary>Builds a Commit, to be accepted.</summary>
    public abstract Task<CommitMade> CommitAsync(CommitPlan plan);

    /// <summary>Goes on to the epoch of its own Commit.</summary>
    public abstract Task AcceptAsync();

    /// <summary>Receives a message and follows a Commit.</summary>
    /// <exception cref="Peers.RefusedException">It is not accepted, which includes what has been received before.</exception>
    public abstract Task<Incoming> ReceiveAsync(OpaqueBytes message);

    /// <summary>Joins by a Welcome; <paramref name="tree"/> is the ratchet_tree extension's data where the Welcome does not carry it.</summary>
    public abstract Task JoinAsync(OpaqueBytes welcome, OpaqueBytes? tree);

    /// <summary>A GroupInfo with external_pub.</summary>
    public abstract Task<OpaqueBytes> GroupInfoAsync(bool withTree);

    /// <summary>Builds an external Commit, to be accepted.</summary>
    public abstract Task<OpaqueBytes> JoinExternallyAsync(OpaqueBytes groupInfo, OpaqueBytes? tree, bool resync);

    /// <summary>Sends application data.</summary>
    public abstract Task<OpaqueBytes> ProtectAsync(string text);

    /// <summary>What it sees of the epoch.</summary>
    public abstract Task<EpochView> ViewAsync();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
