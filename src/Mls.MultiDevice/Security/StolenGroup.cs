using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Security;

/// <summary>Takes a group's secrets out of its snapshot, as whoever finds the octets can: <see cref="GroupSnapshot"/> up to the message keys of the present epoch.
/// Keys of past epochs stay with the group, which opens their messages itself.</summary>
internal static class StolenGroup
{
    /// <summary>Adds everything to the loot.</summary>
    /// <exception cref="MalformedException">A snapshot of another version.</exception>
    public static void Take(Loot loot, ICryptoProvider crypto, Group group)
    {
        using var writer = new TlsWriter();
        GroupSnapshot.Write(writer, group);
        var reader = new TlsReader(writer.Written);
        var version = reader.ReadUInt16();
        if (version != GroupSnapshot.Version)
        {
            throw reader.Malformed($"group snapshot of version {version}, known is {GroupSnapshot.Version}");
        }

        GroupContext.Read(ref reader);
        var tree = RatchetTree.Read(ref reader);
        MacTag.Read(ref reader);
        reader.ReadOptional<Proposal>();
        var leaf = LeafIndex.Read(ref reader);
        loot.Add(new HpkePrivateKey(reader.ReadOpaqueSpan(), tree.Leaf(leaf)!.EncryptionKey));
        reader.VisitVector((ref TlsReader parents) =>
        {
            var node = tree.Node(new NodeIndex(parents.ReadUInt32()));
            loot.Add(new HpkePrivateKey(parents.ReadOpaqueSpan(), node.EncryptionKey!));
        });

        // The signature key opens nothing.
        reader.ReadOpaqueSpan();
        var secrets = EpochSecrets.Read(ref reader, crypto);
        loot.Add(group.GroupId, group.Epoch.Value, EpochLoot.Stolen(secrets, SecretTree.Read(ref reader, crypto, new SecretTreeLimits { MaxForward = 100_000 })));
    }
}
