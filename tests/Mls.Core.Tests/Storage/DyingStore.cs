using Mls.Core.Storage;
using Mls.Core.Wire;

namespace Mls.Core.Tests.Storage;

/// <summary>A store in memory that can die at a write, before it has taken effect or after; and counts.</summary>
internal sealed class DyingStore : IGroupStore
{
    private readonly Dictionary<OpaqueBytes, byte[]> _records = [];

    /// <summary>Deltas stored.</summary>
    public int Writes { get; private set; }

    /// <summary>Size of the last delta in octets.</summary>
    public int LastSize { get; private set; }

    /// <summary>The write that fails, counted from 0.</summary>
    public int? DiesAt { get; set; }

    /// <summary>Whether the write that fails has taken effect.</summary>
    public bool DiesAfterwards { get; set; }

    /// <summary>The deltas stored.</summary>
    public List<StoredDelta> Deltas { get; } = [];

    /// <summary>Called after each write.</summary>
    public Action Written { get; set; } = static () => { };

    /// <summary>A copy of all records.</summary>
    public Dictionary<OpaqueBytes, byte[]> Records => _records.ToDictionary(record => record.Key, record => record.Value.ToArray());

    public async Task CommitAsync(GroupDelta delta, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var dies = Writes++ == DiesAt;
        if (!dies || DiesAfterwards)
        {
            LastSize = delta.Size;
            var kept = StoredDelta.Of(delta);
            Deltas.Add(kept);
            kept.Deletes.ForEach(key => _records.Remove(key));
            kept.Puts.ForEach(put => _records[put.Key] = put.Value);
            Written();
        }

        if (dies)
        {
            throw new IOException("the store has died");
        }
    }

    public Task<IReadOnlyDictionary<OpaqueBytes, byte[]>> LoadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<OpaqueBytes, byte[]>>(Records);
}
