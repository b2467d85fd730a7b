using System.Buffers.Binary;
using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>Puts a group together from its records.</summary>
internal sealed class GroupLoader
{
    private readonly GroupServices _services;
    private readonly RecordReader _records;
    private readonly TreeReader _trees;
    private readonly ulong _present;

    private GroupLoader(GroupServices services, RecordReader records)
    {
        _services = services;
        _records = records;
        _trees = new TreeReader(services.Crypto, records);
        _present = records.Head.Epoch.Value;
    }

    /// <summary>The group as it was after the last delta.</summary>
    /// <exception cref="ArgumentException">The services are of another suite than the group.</exception>
    /// <exception cref="MalformedException">A record does not decode, or does not belong.</exception>
    public static LoadedGroup Read(GroupServices services, RecordReader records)
    {
        if (records.Head.Suite != services.Crypto.Suite)
        {
            throw new ArgumentException($"services of suite {services.Crypto.Suite} for a group of suite {records.Head.Suite}", nameof(services));
        }

        return new GroupLoader(services, records).Read();
    }

    private LoadedGroup Read()
    {
        var (shared, ownLeaf) = ReadEpoch(_present, null);
        var epochs = new Dictionary<ulong, EpochRecords>();
        var state = ReadPresent(shared, ownLeaf);
        epochs.Add(_present, EpochRecords.Read(shared, state.Messages, state.Sent.Count, state.SentData));
        ReadPast(state, epochs);
        var group = new Group(_services, state);
        var known = new GroupRecords(_records.Mirror);
        known.Remember(state, epochs);
        if (shared.GroupId != _records.Head.GroupId || _trees.Used != _records.TreeNodes)
        {
            throw new MalformedException($"{_records.TreeNodes} stored nodes of trees where {_trees.Used} are used", 0);
        }

        return new LoadedGroup(group, known, ReadPending(group), ReadJoining(), ReadOwnProposals());
    }

    private (PublicGroup Shared, LeafIndex OwnLeaf) ReadEpoch(ulong epoch, RatchetTree? near)
    {
        var reader = new TlsReader(_records.Content(RecordKeys.Of(RecordTag.Epoch, epoch)));
        var context = GroupContext.Read(ref reader);
        var leafCount = reader.ReadUInt32();
        if (!uint.IsPow2(leafCount) || leafCount > RatchetTree.MaxLeafCount)
        {
            throw reader.Malformed($"tree of {leafCount} leaves");
        }

        var tag = MacTag.Read(ref reader);
        var ownLeaf = LeafIndex.Read(ref reader);
        var closedBy = reader.ReadOptional<Proposal>();
        reader.ExpectEnd();
        if (closedBy is not (null or Proposal.ReInit))
        {
            throw reader.Malformed($"a group ended by a proposal of type {closedBy.Type}");
        }

        return (PublicGroup.At(_services.Crypto, context, _trees.Read(leafCount, context.TreeHash, near), tag, closedBy as Proposal.ReInit), ownLeaf);
    }

    private GroupState ReadPresent(PublicGroup shared, LeafIndex ownLeaf)
    {
        var own = shared.Tree.Leaf(ownLeaf) ?? throw new MalformedException($"own leaf {ownLeaf} is not a member", 0);
        var signer = new SignaturePrivateKey(Opaque(RecordKeys.Of(RecordTag.Signer)), own.SignatureKey);
        var reader = new TlsReader(_records.Content(RecordKeys.Of(RecordTag.Secrets, _present)));
        var secrets = EpochSecrets.Read(ref reader, _services.Crypto);
        reader.ExpectEnd();
        var messages = SecretTreeRecords.Read(_records, _services, _present, shared.Tree.LeafCount);
        var state = new GroupState(shared, ReadKeys(shared.Tree, ownLeaf), signer, secrets, messages, new PastEpochs(_services.Limits))
        {
            Proposals = ReadProposals(),
            SentData = ReadSentData(_present),
        };
        foreach (var key in _records.Keys(RecordTag.Update, _present))
        {
            var update = new TlsReader(_records.Content(key));
            var keys = GroupSnapshotState.ReadUpdate(ref update);
            update.ExpectEnd();
            state.PendingUpdates.Add(keys.EncryptionKey.PublicKey, keys);
        }

        state.Sent.UnionWith(ReadSent(_present));
        return state;
    }

    private PrivateTree ReadKeys(RatchetTree tree, LeafIndex ownLeaf)
    {
        HpkePrivateKey? leafKey = null;
        var parents = new List<(NodeIndex Node, HpkePrivateKey Key)>();
        foreach (var key in _records.Keys(RecordTag.PrivateKey))
        {
            var node = new NodeIndex(BinaryPrimitives.ReadUInt32BigEndian(key.Span[1..]));
            var publicKey = node.Value < TreeMath.NodeCount(tree.LeafCount) ? tree.Node(node).EncryptionKey : null;
            var secret = new HpkePrivateKey(Opaque(key), publicKey ?? throw new MalformedException($"a stored key of node {node}, which is blank or missing", 0));
            if (node == ownLeaf.Node)
            {
                leafKey = secret;
            }
            else
            {
                parents.Add((node, secret));
            }
        }

        parents.Sort(static (one, other) => one.Node.Level.CompareTo(other.Node.Level));
        return PrivateTree.Restore(ownLeaf, leafKey ?? throw new MalformedException("the own leaf's stored key is missing", 0), parents);
    }

    private ProposalCache ReadProposals()
    {
        var proposals = ProposalCache.Empty;
        foreach (var key in _records.Keys(RecordTag.Proposal, _present))
        {
            var reader = new TlsReader(_records.Content(key));
            proposals = GroupSnapshotState.ReadProposal(ref reader, proposals);
            reader.ExpectEnd();
        }

        return proposals;
    }

    // From the newest to the oldest, so that each tree is read beside the next newer one; then added in the order of time.
    private void ReadPast(GroupState state, Dictionary<ulong, EpochRecords> epochs)
    {
        var near = state.Public.Tree;
        var past = new Stack<PastEpoch>();
        foreach (var epoch in _records.Mirror.Epochs.Where(epoch => epoch != _present).OrderDescending())
        {
            if (!_records.Mirror.Has(RecordKeys.Of(RecordTag.Epoch, epoch)))
            {
                continue;
            }

            var (shared, ownLeaf) = ReadEpoch(epoch, near);
            near = shared.Tree;
            var senderData = SenderDataSecret.From(Opaque(RecordKeys.Of(RecordTag.SenderData, epoch)));
            var messages = SecretTreeRecords.Read(_records, _services, epoch, shared.Tree.LeafCount);
            var sent = ReadSent(epoch);
            var sentData = ReadSentData(epoch);
            epochs.Add(epoch, EpochRecords.Read(shared, messages, sent.Count, sentData));
            past.Push(new PastEpoch(shared, ownLeaf, senderData, messages, sent, sentData, ReadEnd(epoch)));
        }

        foreach (var epoch in past)
        {
            state.Past.Add(epoch);
        }

        foreach (var epoch in _records.Mirror.Epochs.Where(epoch => epoch != _present).Order())
        {
            var key = RecordKeys.Of(RecordTag.ResumptionPsk, epoch);
            if (_records.Mirror.Has(key))
            {
                state.Past.Add(new Epoch(epoch), ResumptionPsk.From(Opaque(key)));
            }
        }
    }

    private long ReadEnd(ulong epoch)
    {
        var reader = new TlsReader(_records.Content(RecordKeys.Of(RecordTag.Ended, epoch)));
        var ended = unchecked((long)reader.ReadUInt64());
        reader.ExpectEnd();
        return ended;
    }

    private List<OpaqueBytes> ReadSent(ulong epoch) =>
        [.. _records.Keys(RecordTag.Sent, epoch).Select(key => new OpaqueBytes(key.Span[(1 + sizeof(ulong))..]))];

    private EchoWindow ReadSentData(ulong epoch)
    {
        var entries = new List<(ulong Sequence, OpaqueBytes Hash)>();
        foreach (var key in _records.Keys(RecordTag.SentData, epoch))
        {
            var reader = new TlsReader(_records.Content(key));
            entries.Add((reader.ReadUInt64(), new OpaqueBytes(key.Span[(1 + sizeof(ulong))..])));
            reader.ExpectEnd();
        }

        var window = new EchoWindow();
        foreach (var (sequence, hash) in entries.OrderBy(entry => entry.Sequence))
        {
            if (!window.TryRestore(sequence, hash))
            {
                throw new MalformedException($"a stored message sent has number {sequence}, which cannot be", 0);
            }
        }

        return window;
    }

    private PendingCommit? ReadPending(Group group)
    {
        var key = RecordKeys.Of(RecordTag.Pending);
        if (!_records.Mirror.Has(key))
        {
            return null;
        }

        var reader = new TlsReader(_records.Content(key));
        var pending = GroupSnapshot.ReadPending(ref reader, group);
        reader.ExpectEnd();
        return pending;
    }

    private MlsMessage? ReadJoining()
    {
        var key = RecordKeys.Of(RecordTag.Joining);
        return _records.Mirror.Has(key) ? Tls.Decode<MlsMessage>(_records.Content(key)) : null;
    }

    private Dictionary<OpaqueBytes, MlsMessage> ReadOwnProposals() =>
        _records.Keys(RecordTag.OwnProposal, _present).ToDictionary(key => key, key => Tls.Decode<MlsMessage>(_records.Content(key)));

    private ReadOnlySpan<byte> Opaque(OpaqueBytes key)
    {
        var reader = new TlsReader(_records.Content(key));
        var octets = reader.ReadOpaqueSpan();
        reader.ExpectEnd();
        return octets;
    }
}
