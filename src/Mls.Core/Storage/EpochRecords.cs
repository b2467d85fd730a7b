using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>One epoch, present or past, as a store holds it: what goes on to the past is where it was.</summary>
internal sealed class EpochRecords
{
    private readonly ulong _epoch;
    private readonly SecretTree _messages;
    private readonly Dictionary<uint, (uint[] Handshake, uint[] Application)> _skipped = [];
    private int _skippedCount;
    private int _sent;
    private List<(ulong Sequence, OpaqueBytes Hash)> _sentData = [];

    private EpochRecords(PublicGroup shared, SecretTree messages)
    {
        _epoch = shared.Epoch.Value;
        _messages = messages;
        Tree = shared.Tree;
        messages.Touched ??= [];
    }

    /// <summary>The tree that is stored.</summary>
    public RatchetTree Tree { get; }

    /// <summary>An epoch as it was read back.</summary>
    public static EpochRecords Read(PublicGroup shared, SecretTree messages, int sent, EchoWindow sentData)
    {
        var records = new EpochRecords(shared, messages) { _sent = sent, _sentData = [.. sentData.Entries], _skippedCount = messages.SkippedCount };
        foreach (var (leaf, ratchets) in messages.Leaves)
        {
            records.Remember(leaf, ratchets);
        }

        return records;
    }

    /// <summary>Writes all of an epoch that is new to the store, its tree excepted.</summary>
    public static EpochRecords Write(DeltaWriter delta, EpochContent content)
    {
        var shared = content.Public;
        var records = new EpochRecords(shared, content.Messages);
        var epoch = records._epoch;
        delta.Put(RecordKeys.Of(RecordTag.Epoch, epoch), writer =>
        {
            shared.Context.Write(writer);
            writer.WriteUInt32(shared.Tree.LeafCount);
            shared.ConfirmationTag.Write(writer);
            content.OwnLeaf.Write(writer);
            writer.WriteOptional<Proposal>(shared.ClosedBy);
        });
        delta.Put(RecordKeys.Of(RecordTag.SenderData, epoch), content.SenderData);
        records.WriteMessages(delta);
        content.Messages.Touched!.Clear();
        records.WriteSent(delta, content.Sent, default);
        records.WriteSentData(delta, content.SentData);
        return records;
    }

    /// <summary>Writes what has changed in an epoch that the store knows.</summary>
    /// <param name="delta">The changes.</param>
    /// <param name="sent">Hashes of handshake messages sent.</param>
    /// <param name="lastSent">The one that may be new.</param>
    /// <param name="sentData">Hashes of application messages sent.</param>
    public void Update(DeltaWriter delta, IReadOnlyCollection<OpaqueBytes> sent, OpaqueBytes lastSent, EchoWindow sentData)
    {
        foreach (var leaf in _messages.Touched!)
        {
            if (!delta.Mirror.Has(RecordKeys.Of(RecordTag.Ratchets, _epoch, leaf)))
            {
                WriteWay(delta, new LeafIndex(leaf));
            }

            WriteLeaf(delta, leaf, _messages.Leaves[leaf]);
        }

        _messages.Touched.Clear();
        if (_messages.SkippedCount != _skippedCount)
        {
            // A limit of the whole tree has taken keys of other leaves, too.
            WriteMessages(delta);
        }

        WriteSent(delta, sent, lastSent);
        WriteSentData(delta, sentData);
    }

    private void WriteMessages(DeltaWriter delta)
    {
        foreach (var (node, secret) in _messages.NodeSecrets)
        {
            delta.Put(RecordKeys.Of(RecordTag.SecretNode, _epoch, node), secret);
        }

        foreach (var (leaf, ratchets) in _messages.Leaves)
        {
            WriteLeaf(delta, leaf, ratchets);
        }

        _skippedCount = _messages.SkippedCount;
    }

    /// <summary>The secrets on the way down to a leaf: those above it are gone, those beside it have come.</summary>
    private void WriteWay(DeltaWriter delta, LeafIndex leaf)
    {
        var root = TreeMath.Root(_messages.LeafCount);
        for (var node = leaf.Node; ; node = TreeMath.Parent(node))
        {
            WriteNode(delta, node);
            if (node == root)
            {
                return;
            }

            WriteNode(delta, TreeMath.Sibling(node));
        }
    }

    private void WriteNode(DeltaWriter delta, NodeIndex node)
    {
        var key = RecordKeys.Of(RecordTag.SecretNode, _epoch, node.Value);
        if (!_messages.NodeSecrets.TryGetValue(node.Value, out var secret))
        {
            delta.Delete(key);
        }
        else if (!delta.Mirror.Has(key))
        {
            delta.Put(key, secret);
        }
    }

    private void WriteLeaf(DeltaWriter delta, uint leaf, LeafRatchets ratchets)
    {
        delta.Put(RecordKeys.Of(RecordTag.Ratchets, _epoch, leaf), writer =>
        {
            ratchets[RatchetType.Handshake].WriteHead(writer);
            ratchets[RatchetType.Application].WriteHead(writer);
        });
        var (handshake, application) = _skipped.GetValueOrDefault(leaf, ([], []));
        WriteSkipped(delta, leaf, RatchetType.Handshake, handshake, ratchets);
        WriteSkipped(delta, leaf, RatchetType.Application, application, ratchets);
        Remember(leaf, ratchets);
    }

    private void WriteSkipped(DeltaWriter delta, uint leaf, RatchetType type, uint[] before, LeafRatchets ratchets)
    {
        var now = ratchets[type].Skipped;
        foreach (var generation in before)
        {
            if (!now.ContainsKey(generation))
            {
                delta.Delete(RecordKeys.SkippedKey(_epoch, leaf, type, generation));
                _skippedCount--;
            }
        }

        foreach (var (generation, keys) in now)
        {
            var key = RecordKeys.SkippedKey(_epoch, leaf, type, generation);
            if (!delta.Mirror.Has(key))
            {
                delta.Put(key, writer => writer.WriteSecret(keys));
                _skippedCount++;
            }
        }
    }

    private void WriteSent(DeltaWriter delta, IReadOnlyCollection<OpaqueBytes> sent, OpaqueBytes lastSent)
    {
        if (sent.Count == _sent)
        {
            return;
        }

        if (sent.Count == _sent + 1 && sent.Contains(lastSent))
        {
            PutSent(delta, lastSent);
        }
        else
        {
            foreach (var key in delta.Mirror.KeysOf(_epoch).Where(key => RecordKeys.TagOf(key) == RecordTag.Sent).ToList())
            {
                delta.Delete(key);
            }

            foreach (var hash in sent)
            {
                PutSent(delta, hash);
            }
        }

        _sent = sent.Count;
    }

    private void WriteSentData(DeltaWriter delta, EchoWindow sentData)
    {
        var now = sentData.Entries;
        if (now.Count == _sentData.Count && (now.Count == 0 || now[^1].Sequence == _sentData[^1].Sequence))
        {
            return;
        }

        foreach (var (sequence, hash) in now.Where(entry => _sentData.Count == 0 || entry.Sequence > _sentData[^1].Sequence))
        {
            delta.Put(RecordKeys.Of(RecordTag.SentData, _epoch, hash.Span), writer => writer.WriteUInt64(sequence));
        }

        foreach (var (_, hash) in _sentData.Except(now))
        {
            delta.Delete(RecordKeys.Of(RecordTag.SentData, _epoch, hash.Span));
        }

        _sentData = [.. now];
    }

    private void PutSent(DeltaWriter delta, OpaqueBytes hash) => delta.Put(RecordKeys.Of(RecordTag.Sent, _epoch, hash.Span), static _ => { });

    private void Remember(uint leaf, LeafRatchets ratchets)
    {
        var handshake = ratchets[RatchetType.Handshake];
        var application = ratchets[RatchetType.Application];
        if (handshake.SkippedCount + application.SkippedCount == 0)
        {
            _skipped.Remove(leaf);
        }
        else
        {
            _skipped[leaf] = ([.. handshake.Skipped.Keys], [.. application.Skipped.Keys]);
        }
    }
}
