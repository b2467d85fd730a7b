using Mls.Core.Configuration;
using Mls.Core.Identifiers;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Interop.Server;

/// <summary>The external pre-shared keys that one client was told. Cleared when the last owner disposes of it.</summary>
internal sealed class PskTable : IPskStore, IDisposable
{
    private readonly Dictionary<OpaqueBytes, ExternalPsk> _keys = [];
    private int _owners = 1;

    /// <summary>Copies a key in; one of the same id is replaced.</summary>
    public void Store(OpaqueBytes id, ReadOnlySpan<byte> key)
    {
        if (_keys.Remove(id, out var former))
        {
            former.Dispose();
        }

        _keys.Add(id, new ExternalPsk(key));
    }

    /// <summary>This table with one more owner: a client has one table, however many groups it is in.</summary>
    public PskTable Share()
    {
        _owners++;
        return this;
    }

    /// <inheritdoc/>
    public ExternalPsk? Find(OpaqueBytes id) => _keys.GetValueOrDefault(id);

    /// <inheritdoc/>
    public ResumptionPsk? FindResumption(GroupId group, Epoch epoch) => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _owners--;
        if (_owners > 0)
        {
            return;
        }

        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }

        _keys.Clear();
    }
}
