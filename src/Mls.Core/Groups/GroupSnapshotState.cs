using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>The two halves of a state in a snapshot. Public keys of one's own come from the tree, so only the private ones are written.</summary>
internal static class GroupSnapshotState
{
    public static void WritePublic(TlsWriter writer, PublicGroup shared)
    {
        shared.Context.Write(writer);
        shared.Tree.Write(writer);
        shared.ConfirmationTag.Write(writer);
        writer.WriteOptional<Proposal>(shared.ClosedBy);
    }

    public static PublicGroup ReadPublic(ref TlsReader reader, ICryptoProvider crypto)
    {
        var context = GroupContext.Read(ref reader);
        var tree = RatchetTree.Read(ref reader);
        var tag = MacTag.Read(ref reader);
        var closedBy = reader.ReadOptional<Proposal>();
        return closedBy is null or Proposal.ReInit
            ? PublicGroup.At(crypto, context, tree, tag, closedBy as Proposal.ReInit)
            : throw reader.Malformed($"a group ended by a proposal of type {closedBy.Type}");
    }

    public static void WritePrivate(TlsWriter writer, GroupState state)
    {
        WriteKeys(writer, state.Keys);
        writer.WriteSecret(state.Signer);
        state.Secrets.Write(writer);
        state.Messages.Write(writer);
        WriteProposals(writer, state.Proposals);
        WriteUpdates(writer, state.PendingUpdates);
        WriteSorted(writer, state.Sent);
        WriteWindow(writer, state.SentData);
        WritePast(writer, state.Past, state.Public.Tree);
    }

    public static GroupState ReadPrivate(
        ref TlsReader reader, GroupServices services, PublicGroup shared, Func<GroupId, RatchetTree, RatchetTree>? share, ushort version)
    {
        var keys = ReadKeys(ref reader, shared.Tree);
        var signer = new SignaturePrivateKey(reader.ReadOpaqueSpan(), shared.Tree.Leaf(keys.Leaf)!.SignatureKey);
        var secrets = EpochSecrets.Read(ref reader, services.Crypto);
        var messages = SecretTree.Read(ref reader, services.Crypto, services.Limits.SecretTree);
        var state = new GroupState(shared, keys, signer, secrets, messages, new PastEpochs(services.Limits))
        {
            Proposals = ReadProposals(ref reader),
        };
        ReadUpdates(ref reader, state.PendingUpdates);
        state.Sent.UnionWith(ReadSorted(ref reader));
        ReadWindow(ref reader, state.SentData, version);
        ReadPast(ref reader, services, state, share, version);
        return state;
    }

    private static void WriteKeys(TlsWriter writer, PrivateTree keys)
    {
        keys.Leaf.Write(writer);
        writer.WriteSecret(keys.LeafKey);
        writer.WriteVector(keys.Parents(), parent =>
        {
            writer.WriteUInt32(parent.Node.Value);
            writer.WriteSecret(parent.Key);
        });
    }

    private static PrivateTree ReadKeys(ref TlsReader reader, RatchetTree tree)
    {
        var leaf = LeafIndex.Read(ref reader);
        var own = tree.Leaf(leaf) ?? throw reader.Malformed($"own leaf {leaf} is not a member");
        var leafKey = new HpkePrivateKey(reader.ReadOpaqueSpan(), own.EncryptionKey);
        var parents = reader.ReadVector((ref content) =>
        {
            var node = new NodeIndex(content.ReadUInt32());
            var key = node.Value < TreeMath.NodeCount(tree.LeafCount) ? tree.Node(node).EncryptionKey : null;
            return (node, new HpkePrivateKey(content.ReadOpaqueSpan(), key ?? throw content.Malformed($"a key of node {node}, which is blank or missing")));
        });
        return PrivateTree.Restore(leaf, leafKey, parents);
    }

    private static void WriteProposals(TlsWriter writer, ProposalCache proposals) =>
        writer.WriteVector(proposals.Refs, reference => WriteProposal(writer, reference, proposals.Find(reference)!));

    public static void WriteProposal(TlsWriter writer, ProposalRef reference, ResolvedProposal resolved)
    {
        reference.Write(writer);
        resolved.Sender.Write(writer);
        resolved.Proposal.Write(writer);
    }

    public static ProposalCache ReadProposal(ref TlsReader reader, ProposalCache proposals)
    {
        var reference = ProposalRef.Read(ref reader);
        var sender = Sender.Read(ref reader);
        return proposals.With(reference, Proposal.Read(ref reader), sender);
    }

    public static void WriteUpdate(TlsWriter writer, LeafKeys keys)
    {
        keys.EncryptionKey.PublicKey.Write(writer);
        writer.WriteSecret(keys.EncryptionKey);
        keys.SignatureKey.PublicKey.Write(writer);
        writer.WriteSecret(keys.SignatureKey);
        writer.WriteSecret(keys.PathSecret);
        keys.Extensions.Write(writer);
    }

    public static LeafKeys ReadUpdate(ref TlsReader reader)
    {
        var encryptionKey = HpkePublicKey.Read(ref reader);
        var encryption = new HpkePrivateKey(reader.ReadOpaqueSpan(), encryptionKey);
        var signatureKey = SignaturePublicKey.Read(ref reader);
        var signature = new SignaturePrivateKey(reader.ReadOpaqueSpan(), signatureKey);
        var path = PathSecret.From(reader.ReadOpaqueSpan());
        return new LeafKeys(encryption, signature, path, ExtensionList.Read(ref reader));
    }

    private static ProposalCache ReadProposals(ref TlsReader reader)
    {
        var proposals = ProposalCache.Empty;
        reader.VisitVector((ref content) => proposals = ReadProposal(ref content, proposals));
        return proposals;
    }

    private static void WriteUpdates(TlsWriter writer, Dictionary<HpkePublicKey, LeafKeys> updates) => writer.WriteVector(
        updates.Values.OrderBy(keys => keys.EncryptionKey.PublicKey.ToString(), StringComparer.Ordinal),
        keys => WriteUpdate(writer, keys));

    private static void ReadUpdates(ref TlsReader reader, Dictionary<HpkePublicKey, LeafKeys> updates) => reader.VisitVector((ref content) =>
    {
        var keys = ReadUpdate(ref content);
        if (!updates.TryAdd(keys.EncryptionKey.PublicKey, keys))
        {
            throw content.Malformed("two Updates of one key");
        }
    });

    // From the newest to the oldest, each tree as its difference from the next newer one.
    private static void WritePast(TlsWriter writer, PastEpochs past, RatchetTree near)
    {
        writer.WriteVector(past.Epochs.Reverse(), epoch =>
        {
            epoch.Public.Context.Write(writer);
            GroupSnapshotTree.Write(writer, epoch.Public.Tree, near);
            near = epoch.Public.Tree;
            epoch.Public.ConfirmationTag.Write(writer);
            epoch.OwnLeaf.Write(writer);
            writer.WriteSecret(epoch.SenderData);
            epoch.Messages.Write(writer);
            WriteSorted(writer, epoch.Sent);
            WriteWindow(writer, epoch.SentData);
            writer.WriteUInt64(unchecked((ulong)epoch.EndedAt));
        });
        writer.WriteVector(past.ResumptionPsks, kept =>
        {
            writer.WriteUInt64(kept.Key);
            writer.WriteSecret(kept.Value);
        });
    }

    private static void ReadPast(ref TlsReader reader, GroupServices services, GroupState state, Func<GroupId, RatchetTree, RatchetTree>? share, ushort version)
    {
        var near = state.Public.Tree;
        var past = reader.ReadVector((ref epochs) =>
        {
            var context = GroupContext.Read(ref epochs);
            near = GroupSnapshotTree.Read(ref epochs, near);
            near = share is null ? near : share(context.GroupId, near);
            var shared = PublicGroup.At(services.Crypto, context, near, MacTag.Read(ref epochs), closedBy: null);
            var leaf = LeafIndex.Read(ref epochs);
            var senderData = SenderDataSecret.From(epochs.ReadOpaqueSpan());
            var messages = SecretTree.Read(ref epochs, services.Crypto, services.Limits.SecretTree);
            var sent = ReadSorted(ref epochs);
            var sentData = new EchoWindow();
            ReadWindow(ref epochs, sentData, version);
            return new PastEpoch(shared, leaf, senderData, messages, sent, sentData, unchecked((long)epochs.ReadUInt64()));
        });
        for (var i = past.Count - 1; i >= 0; i--)
        {
            state.Past.Add(past[i]);
        }

        reader.VisitVector((ref psks) =>
        {
            var epoch = Epoch.Read(ref psks);
            if (state.Past.FindResumptionPsk(epoch) is not null)
            {
                throw psks.Malformed($"two resumption keys of epoch {epoch}");
            }

            state.Past.Add(epoch, ResumptionPsk.From(psks.ReadOpaqueSpan()));
        });
    }

    private static void WriteSorted(TlsWriter writer, IEnumerable<OpaqueBytes> hashes) =>
        writer.WriteVector(hashes.OrderBy(hash => hash.ToString(), StringComparer.Ordinal), writer.WriteOpaque);

    private static List<OpaqueBytes> ReadSorted(ref TlsReader reader) => reader.ReadVector((ref content) => content.ReadOpaque());

    private static void WriteWindow(TlsWriter writer, EchoWindow window) => writer.WriteVector(window.Entries, entry =>
    {
        writer.WriteUInt64(entry.Sequence);
        writer.WriteOpaque(entry.Hash);
    });

    private static void ReadWindow(ref TlsReader reader, EchoWindow window, ushort version)
    {
        if (version < GroupSnapshot.WithWindow)
        {
            return;
        }

        reader.VisitVector((ref content) =>
        {
            if (!window.TryRestore(content.ReadUInt64(), content.ReadOpaque()))
            {
                throw content.Malformed("messages sent out of order");
            }
        });
    }
}
