using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>Knows what the store holds of a group and writes down what has changed since.</summary>
internal sealed class GroupRecords(RecordMirror mirror)
{
    private readonly SortedDictionary<ulong, EpochRecords> _epochs = [];
    private HashSet<OpaqueBytes> _updates = [];
    private GroupState? _state;
    private PrivateTree? _keys;
    private ProposalCache? _proposals;

    /// <summary>Takes note of what was read back.</summary>
    public void Remember(GroupState state, IReadOnlyDictionary<ulong, EpochRecords> epochs)
    {
        _updates = [.. mirror.KeysOf(state.Public.Epoch.Value).Where(key => RecordKeys.TagOf(key) == RecordTag.Update)];
        (_state, _keys, _proposals) = (state, state.Keys, state.Proposals);
        foreach (var (number, epoch) in epochs)
        {
            _epochs.Add(number, epoch);
        }
    }

    /// <summary>What has changed since the last call.</summary>
    /// <param name="group">The group.</param>
    /// <param name="lastSent">The hash of the message that it has just made, where it has made one.</param>
    /// <param name="more">Writes what is not the group's own state.</param>
    public GroupDelta Write(Group group, OpaqueBytes lastSent, Action<DeltaWriter> more)
    {
        using var delta = new DeltaWriter(mirror);
        var crypto = group.Services.Crypto;
        var state = group.State;
        var before = _state?.Public.Epoch.Value;
        var retained = WriteEpochs(delta, crypto, state, lastSent);
        if (!ReferenceEquals(state, _state))
        {
            delta.Put(RecordKeys.Of(RecordTag.Secrets, state.Public.Epoch.Value), state.Secrets.Write);
            delta.Put(RecordKeys.Of(RecordTag.Signer), state.Signer);
            WriteResumptionPsks(delta, state);
        }

        WriteKeys(delta, state);
        WriteProposals(delta, state);
        WriteUpdates(delta, crypto, state);
        _state = state;
        Drop(delta, state, retained, before);
        DropTrees(delta, crypto, retained);
        more(delta);
        delta.Finish((writer, records) => new GroupHead(GroupHead.Newest, crypto.Suite, group.GroupId, group.Epoch, records.Count, records.Digest).Write(writer));
        return delta.Delta;
    }

    /// <summary>A delta that leaves nothing.</summary>
    public GroupDelta Erase(ICryptoProvider crypto)
    {
        var delta = new DeltaWriter(mirror);
        foreach (var key in mirror.Epochs.SelectMany(mirror.KeysOf).Concat(mirror.CommonKeys).ToList())
        {
            delta.Delete(key);
        }

        DropTrees(delta, crypto, []);
        delta.DeleteNode(RecordKeys.Head);
        delta.Dispose();
        return delta.Delta;
    }

    private HashSet<ulong> WriteEpochs(DeltaWriter delta, ICryptoProvider crypto, GroupState state, OpaqueBytes lastSent)
    {
        var retained = new HashSet<ulong>();
        foreach (var past in state.Past.Epochs)
        {
            var number = past.Public.Epoch.Value;
            retained.Add(number);
            if (_epochs.TryGetValue(number, out var known))
            {
                known.Update(delta, past.Sent, default, past.SentData);
            }
            else
            {
                Add(delta, crypto, EpochRecords.Write(delta, new EpochContent(past)), number);
            }

            var ended = RecordKeys.Of(RecordTag.Ended, number);
            if (!delta.Mirror.Has(ended))
            {
                delta.Put(ended, writer => writer.WriteUInt64(unchecked((ulong)past.EndedAt)));
            }
        }

        var present = state.Public.Epoch.Value;
        retained.Add(present);
        if (_epochs.TryGetValue(present, out var now))
        {
            now.Update(delta, state.Sent, lastSent, state.SentData);
        }
        else
        {
            Add(delta, crypto, EpochRecords.Write(delta, new EpochContent(state)), present);
        }

        return retained;
    }

    private void Add(DeltaWriter delta, ICryptoProvider crypto, EpochRecords epoch, ulong number)
    {
        TreeRecords.Put(delta, crypto, epoch.Tree, _epochs.Count == 0 ? null : _epochs.Last().Value.Tree);
        _epochs.Add(number, epoch);
    }

    private static void WriteResumptionPsks(DeltaWriter delta, GroupState state)
    {
        delta.Put(RecordKeys.Of(RecordTag.ResumptionPsk, state.Public.Epoch.Value), state.Secrets.ResumptionPsk);
        foreach (var (epoch, psk) in state.Past.ResumptionPsks)
        {
            var key = RecordKeys.Of(RecordTag.ResumptionPsk, epoch);
            if (!delta.Mirror.Has(key))
            {
                delta.Put(key, psk);
            }
        }
    }

    private void WriteKeys(DeltaWriter delta, GroupState state)
    {
        if (ReferenceEquals(state.Keys, _keys))
        {
            return;
        }

        _keys = state.Keys;
        var held = new HashSet<OpaqueBytes>();
        foreach (var (node, secret) in state.Keys.Parents().Prepend((state.OwnLeaf.Node, state.Keys.LeafKey)))
        {
            var key = RecordKeys.Of(RecordTag.PrivateKey, node.Value);
            held.Add(key);
            delta.Put(key, secret);
        }

        foreach (var key in delta.Mirror.CommonKeys.Where(key => RecordKeys.TagOf(key) == RecordTag.PrivateKey && !held.Contains(key)).ToList())
        {
            delta.Delete(key);
        }
    }

    private void WriteProposals(DeltaWriter delta, GroupState state)
    {
        if (ReferenceEquals(state.Proposals, _proposals) && ReferenceEquals(state, _state))
        {
            return;
        }

        _proposals = state.Proposals;
        for (var i = 0; i < state.Proposals.Refs.Count; i++)
        {
            var key = RecordKeys.Of(RecordTag.Proposal, state.Public.Epoch.Value, (uint)i);
            if (!delta.Mirror.Has(key))
            {
                var reference = state.Proposals.Refs[i];
                delta.Put(key, writer => GroupSnapshotState.WriteProposal(writer, reference, state.Proposals.Find(reference)!));
            }
        }
    }

    private void WriteUpdates(DeltaWriter delta, ICryptoProvider crypto, GroupState state)
    {
        var epoch = state.Public.Epoch.Value;
        var held = new HashSet<OpaqueBytes>();
        foreach (var (publicKey, keys) in state.PendingUpdates)
        {
            var name = new byte[crypto.HashLength];
            crypto.Hash(publicKey.Octets.Span, name);
            var key = RecordKeys.Of(RecordTag.Update, epoch, name);
            held.Add(key);
            if (!delta.Mirror.Has(key))
            {
                delta.Put(key, writer => GroupSnapshotState.WriteUpdate(writer, keys));
            }
        }

        foreach (var key in _updates.Where(key => !held.Contains(key)))
        {
            delta.Delete(key);
        }

        _updates = held;
    }

    /// <summary>Deletes what belongs to epochs that are gone, and to the present only where the epoch has passed.</summary>
    private static void Drop(DeltaWriter delta, GroupState state, HashSet<ulong> retained, ulong? before)
    {
        var present = state.Public.Epoch.Value;
        foreach (var epoch in delta.Mirror.Epochs.ToList())
        {
            if (epoch == present || (retained.Contains(epoch) && epoch != before))
            {
                continue;
            }

            foreach (var key in delta.Mirror.KeysOf(epoch).ToList())
            {
                var keep = RecordKeys.TagOf(key) switch
                {
                    RecordTag.ResumptionPsk => state.Past.ResumptionPsks.ContainsKey(epoch),
                    RecordTag.Proposal or RecordTag.Update or RecordTag.Secrets or RecordTag.OwnProposal => false,
                    _ => retained.Contains(epoch),
                };
                if (!keep)
                {
                    delta.Delete(key);
                }
            }
        }
    }

    private void DropTrees(DeltaWriter delta, ICryptoProvider crypto, HashSet<ulong> retained)
    {
        var numbers = _epochs.Keys.ToList();
        if (numbers.TrueForAll(retained.Contains))
        {
            return;
        }

        var kept = numbers.Where(retained.Contains).Select(number => _epochs[number].Tree).ToList();
        for (var i = 0; i < numbers.Count; i++)
        {
            if (_epochs.TryGetValue(numbers[i], out var epoch) && !retained.Contains(numbers[i]))
            {
                TreeRecords.Delete(delta, crypto, epoch.Tree, i + 1 < numbers.Count ? _epochs[numbers[i + 1]].Tree : null, kept);
                _epochs.Remove(numbers[i]);
            }
        }
    }
}
