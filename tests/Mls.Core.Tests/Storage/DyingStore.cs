using Mls.Core.Storage;
using Mls.Core.Wire;

namespace Mls.Core.Tests.Storage;

/// <summary>A store in memory that can die at a write, before it has taken effect or after; and counts.</summary>
internal sealed class DyingStore : IGroupStore, IDisposable
{
    private readonly InMemoryGroupStore _inner = new();

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

    public Dictionary<OpaqueBytes, byte[]> Records => new(_inner.LoadAsync(CancellationToken.None).Result);

    public async Task CommitAsync(GroupDelta delta, CancellationToken cancellationToken)
    {
        var dies = Writes++ == DiesAt;
        if (!dies || DiesAfterwards)
        {
            LastSize = delta.Size;
            Deltas.Add(StoredDelta.Of(delta));
            await _inner.CommitAsync(delta, cancellationToken);
            Written();
        }

        if (dies)
        {
            throw new IOException("the store has died");
        }
    }

    public Task<IReadOnlyDictionary<OpaqueBytes, byte[]>> LoadAsync(CancellationToken cancellationToken) => _inner.LoadAsync(cancellationToken);

    public void Dispose() => _inner.Dispose();
}
