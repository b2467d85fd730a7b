using Mls.Core.Storage;
using Mls.Core.Wire;

namespace Mls.Core.Clients;

/// <summary>A store that lasts as long as the process: for tests and for clients that need not survive. Clears what is replaced or deleted.</summary>
public sealed class InMemoryClientStore : IClientStore, IDisposable
{
    private readonly Dictionary<OpaqueBytes, InMemoryGroupStore> _parts = [];

    /// <inheritdoc/>
    public IGroupStore Part(OpaqueBytes name)
    {
        if (!_parts.TryGetValue(name, out var part))
        {
            part = new InMemoryGroupStore();
            _parts.Add(name, part);
        }

        return part;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(OpaqueBytes name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_parts.Remove(name, out var part))
        {
            part.Dispose();
        }

        return Task.CompletedTask;
    }

    /// <summary>Clears everything.</summary>
    public void Dispose()
    {
        foreach (var part in _parts.Values)
        {
            part.Dispose();
        }

        _parts.Clear();
    }
}
