using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>What a store holds beside the tree, by digest: enough to leave out what has not changed and to keep the head's digest of everything.</summary>
internal sealed class RecordMirror
{
    private readonly Dictionary<ulong, Dictionary<OpaqueBytes, UInt128>> _epochs = [];
    private readonly Dictionary<OpaqueBytes, UInt128> _common = [];

    /// <summary>How many records there are.</summary>
    public uint Count { get; private set; }

    /// <summary>The digests of all records, joined by exclusive or: keys are distinct, so no two cancel out.</summary>
    public UInt128 Digest { get; private set; }

    /// <summary>The epochs of which something is there.</summary>
    public IReadOnlyCollection<ulong> Epochs => _epochs.Keys;

    /// <summary>Whether a record of that key is there.</summary>
    public bool Has(OpaqueBytes key) => Find(key)?.ContainsKey(key) ?? false;

    /// <summary>The keys of one epoch.</summary>
    public IReadOnlyCollection<OpaqueBytes> KeysOf(ulong epoch) => _epochs.TryGetValue(epoch, out var records) ? records.Keys : [];

    /// <summary>The keys that belong to no epoch.</summary>
    public IReadOnlyCollection<OpaqueBytes> CommonKeys => _common.Keys;

    /// <summary>Notes a record.</summary>
    /// <returns>Whether it is new or another than before.</returns>
    public bool Put(OpaqueBytes key, UInt128 digest)
    {
        var records = Of(key);
        if (records.TryGetValue(key, out var before))
        {
            if (before == digest)
            {
                return false;
            }

            Digest ^= before;
        }
        else
        {
            Count++;
        }

        records[key] = digest;
        Digest ^= digest;
        return true;
    }

    /// <summary>Forgets a record.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Delete(OpaqueBytes key)
    {
        if (Find(key) is not { } records || !records.Remove(key, out var digest))
        {
            return false;
        }

        Count--;
        Digest ^= digest;
        if (records.Count == 0 && RecordKeys.IsOfEpoch(key))
        {
            _epochs.Remove(RecordKeys.EpochOf(key));
        }

        return true;
    }

    private Dictionary<OpaqueBytes, UInt128>? Find(OpaqueBytes key) =>
        RecordKeys.IsOfEpoch(key) ? _epochs.GetValueOrDefault(RecordKeys.EpochOf(key)) : _common;

    private Dictionary<OpaqueBytes, UInt128> Of(OpaqueBytes key)
    {
        if (!RecordKeys.IsOfEpoch(key))
        {
            return _common;
        }

        var epoch = RecordKeys.EpochOf(key);
        if (!_epochs.TryGetValue(epoch, out var records))
        {
            records = [];
            _epochs.Add(epoch, records);
        }

        return records;
    }
}
