using Mls.Core.Clients;
using Mls.Core.Storage;
using Mls.Core.Tests.Storage;
using Mls.Core.Wire;

namespace Mls.Core.Tests.Clients;

/// <summary>A client's store in memory that can die at any write to any part, and shows what it holds.</summary>
internal sealed class DyingClientStore : IClientStore
{
    private readonly Dictionary<OpaqueBytes, Dictionary<OpaqueBytes, byte[]>> _parts = [];

    /// <summary>Deltas and deletions so far.</summary>
    public int Writes { get; private set; }

    /// <summary>The writes that fail, counted from 0.</summary>
    public ISet<int> DiesAt { get; } = new HashSet<int>();

    /// <summary>How it dies.</summary>
    public Death Death { get; set; }

    /// <summary>The parts in which something is.</summary>
    public IReadOnlyCollection<OpaqueBytes> Parts => [.. _parts.Where(part => part.Value.Count > 0).Select(part => part.Key)];

    /// <summary>The records of a part, for reading and for spoiling.</summary>
    public Dictionary<OpaqueBytes, byte[]> Records(OpaqueBytes name)
    {
        if (!_parts.TryGetValue(name, out var records))
        {
            records = [];
            _parts.Add(name, records);
        }

        return records;
    }

    /// <summary>Whether these octets are anywhere in what is stored.</summary>
    public bool Holds(ReadOnlySpan<byte> octets)
    {
        foreach (var value in _parts.Values.SelectMany(part => part.Values))
        {
            if (value.AsSpan().IndexOf(octets) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public IGroupStore Part(OpaqueBytes name) => new DyingPart(this, Records(name));

    public async Task DeleteAsync(OpaqueBytes name, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var records = Records(name);
        Write(() => records.Clear(), () => records.Keys.Take(records.Count / 2).ToList().ForEach(key => records.Remove(key)));
    }

    private void Write(Action whole, Action half)
    {
        var dies = DiesAt.Contains(Writes++);
        if (!dies || Death == Death.After)
        {
            whole();
        }
        else if (Death == Death.Halfway)
        {
            half();
        }

        if (dies)
        {
            throw new IOException("the store has died");
        }
    }

    private sealed class DyingPart(DyingClientStore store, Dictionary<OpaqueBytes, byte[]> records) : IGroupStore
    {
        public async Task CommitAsync(GroupDelta delta, CancellationToken cancellationToken)
        {
            await Task.Yield();
            var kept = StoredDelta.Of(delta);
            store.Write(
                () =>
                {
                    kept.Deletes.ForEach(key => records.Remove(key));
                    kept.Puts.ForEach(put => records[put.Key] = put.Value);
                },
                static () => { });
        }

        public Task<IReadOnlyDictionary<OpaqueBytes, byte[]>> LoadAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<OpaqueBytes, byte[]>>(records.ToDictionary(record => record.Key, record => record.Value.ToArray()));
    }
}
