using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Seams;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;

namespace Mls.MultiDevice.Security;

/// <summary>An active attacker: whoever has stolen the private state of a device and speaks in its name. It asks no directory and obeys no policy.</summary>
public sealed class Forger : IDisposable
{
    private readonly Device _device;
    private readonly Loot _loot = new();
    private readonly IDerivations? _derivations;

    private Forger(Device device)
    {
        _device = device;
        device.JoinKeys.Surrender(_loot);
        _derivations = device.Mode.UserGroup?.Surrender(_loot);
    }

    /// <summary>Loads a forger with a device's snapshot.</summary>
    /// <param name="crypto">The suite's primitives.</param>
    /// <param name="run">The run's settings and mode.</param>
    /// <param name="streams">The forger's own randomness.</param>
    /// <param name="name">The device.</param>
    /// <param name="snapshot">What <see cref="DeviceSnapshot"/> wrote.</param>
    /// <exception cref="MalformedException">Not a snapshot.</exception>
    public static Forger Steal(ICryptoProvider crypto, ModeRun run, IRandomStreams streams, string name, ReadOnlySpan<byte> snapshot)
    {
        var alone = new Isolation();
        var reader = new TlsReader(snapshot);
        return new Forger(DeviceSnapshot.Read(ref reader, new DeviceEnvironment(crypto, streams, new AuthenticationDirectory(crypto, alone), alone, run), name));
    }

    /// <summary>An application message in the epoch of the stolen state.</summary>
    public OpaqueBytes Message(string group) => Tls.EncodeOpaque(_device.Groups[group].Group.Protect(new byte[32]));

    /// <summary>A Commit with a path on the epoch of the stolen state.</summary>
    /// <param name="group">The group.</param>
    /// <param name="earlier">Commits of the group's log: of those made at the leaf, one whose keys can be derived again is made use of, for it has been certified.</param>
    public OpaqueBytes Commit(string group, IEnumerable<OpaqueBytes> earlier)
    {
        var stolen = _device.Groups[group].Group;
        using var writer = new TlsWriter();
        GroupSnapshot.Write(writer, stolen);
        var reader = new TlsReader(writer.Written);
        using var forged = GroupSnapshot.Read(ref reader, Services(stolen.GroupId, stolen.Public.Tree, earlier));
        using var pending = forged.Commit(new CommitOptions());
        return Tls.EncodeOpaque(pending.Message);
    }

    /// <summary>A GroupInfo of the epoch of the stolen state, with tree and external_pub.</summary>
    public OpaqueBytes GroupInfo(string group) =>
        Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfGroupInfo(_device.Groups[group].Group.GroupInfo(withTree: true, withExternalPub: true)));

    /// <summary>An external Commit that takes the place of the device's former leaf, or that of its user.</summary>
    /// <param name="groupInfo">A GroupInfo of the group's present epoch.</param>
    /// <param name="earlier">As for a Commit.</param>
    public OpaqueBytes ExternalCommit(OpaqueBytes groupInfo, IEnumerable<OpaqueBytes> earlier)
    {
        var info = ((MlsMessage.OfGroupInfo)Tls.Decode<MlsMessage>(groupInfo)).GroupInfo;
        var tree = info.Extensions.Find<RatchetTree>(ExtensionType.RatchetTree)!;
        using var join = ExternalJoiner.Join(Services(info.Context.GroupId, tree, earlier), info, tree, _device.Mode.Identity, _device.IdentityKey!, _device.Mode.FormerLeaf(tree), []);
        return Tls.EncodeOpaque(join.Message);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _derivations?.Dispose();
        _loot.Dispose();
        _device.Dispose();
    }

    private GroupServices Services(GroupId group, RatchetTree tree, IEnumerable<OpaqueBytes> earlier)
    {
        var services = _device.Mode.Services with { Authentication = new TrustsAnybody() };
        return Certified(group, tree, earlier) is { } keys ? services with { LeafKeys = new Once(keys) } : services;
    }

    /// <summary>The keys of an earlier leaf that is not in the tree any more.</summary>
    private LeafKeys? Certified(GroupId group, RatchetTree tree, IEnumerable<OpaqueBytes> earlier)
    {
        if (_derivations is null)
        {
            return null;
        }

        foreach (var octets in earlier)
        {
            if (Tls.Decode<MlsMessage>(octets) is MlsMessage.OfPublicMessage { Message.Content: { Body: FramedContentBody.OfCommit { Commit.Path.LeafNode: var leaf }, GroupId: var of } }
                && of == group
                && !tree.Facts.SignatureKeys.Contains(leaf.SignatureKey)
                && _derivations.KeysOf(group, leaf) is { } keys)
            {
                return keys;
            }
        }

        return null;
    }

    /// <summary>Keys that were used before.</summary>
    private sealed class Once(LeafKeys keys) : ILeafKeySource
    {
        public LeafKeys Next(ICryptoProvider crypto, IRandomSource random, GroupId group, SignaturePrivateKey current) => keys;
    }
}
