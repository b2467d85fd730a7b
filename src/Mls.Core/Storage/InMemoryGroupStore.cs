using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>A store that lasts as long as the process: for tests and for groups that need not survive. Clears what is replaced or deleted.</summary>
public sealed class InMemoryGroupStore : IGroupStore, IDisposable
{
    private readonly Dictionary<OpaqueBytes, byte[]> _records = [];

    /// <inheritdoc/>
    public Task CommitAsync(GroupDelta delta, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delta);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var key in delta.Deletes)
        {
            Clear(key);
        }

        foreach (var (key, value) in delta.Puts)
        {
            Clear(key);
            _records.Add(key, value.ToArray());
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<OpaqueBytes, byte[]>> LoadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyDictionary<OpaqueBytes, byte[]>>(_records.ToDictionary(record => record.Key, record => record.Value.ToArray()));
    }

    /// <summary>Clears everything.</summary>
    public void Dispose()
    {
        foreach (var key in _records.Keys.ToList())
        {
            Clear(key);
        }
    }

    private void Clear(OpaqueBytes key)
    {
        if (_records.Remove(key, out var value))
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(value);
        }
    }
}
