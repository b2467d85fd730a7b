using Mls.Core.Configuration;
using Mls.Core.Identifiers;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Interop.Tests.Clients;

/// <summary>The external pre-shared keys of one of our clients.</summary>
internal sealed class OwnPsks : IPskStore, IDisposable
{
    private readonly Dictionary<OpaqueBytes, ExternalPsk> _keys = [];

    public void Add(OpaqueBytes id, OpaqueBytes secret) => _keys.Add(id, new ExternalPsk(secret.Span));

    /// <inheritdoc/>
    public ExternalPsk? Find(OpaqueBytes id) => _keys.GetValueOrDefault(id);

    /// <inheritdoc/>
    public ResumptionPsk? FindResumption(GroupId group, Epoch epoch) => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }
}
