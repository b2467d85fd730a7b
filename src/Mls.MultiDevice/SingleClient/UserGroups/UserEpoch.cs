using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>What a device keeps of one epoch of its user group: the root secret and who was there. Owns the secret.</summary>
public sealed class UserEpoch : IDisposable
{
    private readonly ValueList<OpaqueBytes> _devices;

    /// <summary>Puts the parts together.</summary>
    /// <param name="epoch">The epoch's number.</param>
    /// <param name="tag">Its public name.</param>
    /// <param name="root">The root of its seeds, owned from here on.</param>
    /// <param name="ownLeaf">The device's own leaf.</param>
    /// <param name="devices">The signature key of each leaf's device, empty for blank leaves.</param>
    internal UserEpoch(Epoch epoch, ulong tag, ExporterRoot root, LeafIndex ownLeaf, ValueList<OpaqueBytes> devices)
    {
        Epoch = epoch;
        Tag = tag;
        Root = root;
        OwnLeaf = ownLeaf;
        _devices = devices;
    }

    /// <summary>The epoch's number.</summary>
    public Epoch Epoch { get; }

    /// <summary>The epoch's public name, as an <see cref="ILeafTag"/> carries it.</summary>
    public ulong Tag { get; }

    /// <summary>The root of all seeds of the epoch, lent.</summary>
    public ExporterRoot Root { get; }

    /// <summary>The device's own leaf in the epoch.</summary>
    public LeafIndex OwnLeaf { get; }

    /// <summary>Leaves of the user group's tree, blank ones included: a power of two.</summary>
    public uint LeafCount => (uint)_devices.Count;

    /// <summary>Takes over what is kept of the epoch of a state of the user group.</summary>
    /// <param name="state">The state: the present one, or a provisional one (<see cref="StagedCommit.Next"/>).</param>
    /// <param name="tag">The epoch's public name.</param>
    /// <param name="root">The root of its seeds, owned from here on.</param>
    public static UserEpoch Of(GroupState state, ulong tag, ExporterRoot root)
    {
        ArgumentNullException.ThrowIfNull(state);
        var tree = state.Public.Tree;
        var devices = new OpaqueBytes[tree.LeafCount];
        foreach (var (leaf, node) in tree.Leaves())
        {
            devices[leaf.Value] = node.SignatureKey.Octets;
        }

        return new UserEpoch(state.Public.Epoch, tag, root, state.OwnLeaf, [.. devices]);
    }

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    /// <exception cref="MalformedException">The octets are not those of a user epoch.</exception>
    public static UserEpoch Read(ref TlsReader reader)
    {
        var epoch = Epoch.Read(ref reader);
        var tag = reader.ReadUInt64();
        var ownLeaf = LeafIndex.Read(ref reader);
        var devices = reader.ReadOpaques();
        if (!uint.IsPow2((uint)devices.Count) || ownLeaf.Value >= devices.Count)
        {
            throw reader.Malformed("leaves of a user epoch that do not fit together");
        }

        return new UserEpoch(epoch, tag, new ExporterRoot(reader.ReadOpaqueSpan()), ownLeaf, devices);
    }

    /// <summary>Whether a device sat at <paramref name="leaf"/>.</summary>
    public bool IsOccupied(uint leaf) => leaf < LeafCount && !_devices[(int)leaf].IsEmpty;

    /// <summary>The signature key of the device that sat at <paramref name="leaf"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">None did.</exception>
    public SignaturePublicKey SignatureKeyOf(uint leaf) => IsOccupied(leaf)
        ? new SignaturePublicKey(_devices[(int)leaf])
        : throw new ArgumentOutOfRangeException(nameof(leaf), leaf, "no device sat there");

    /// <summary>Writes everything, the root secret too; for snapshots only.</summary>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Epoch.Write(writer);
        writer.WriteUInt64(Tag);
        OwnLeaf.Write(writer);
        writer.WriteOpaques(_devices);
        writer.WriteOpaque(Root.Expose());
    }

    /// <summary>Clears the root.</summary>
    public void Dispose() => Root.Dispose();
}
