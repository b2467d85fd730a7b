using Mls.Core.Identifiers;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Configuration;

/// <summary>A client without external pre-shared keys.</summary>
public sealed class NoPsks : IPskStore
{
    /// <inheritdoc/>
    public ExternalPsk? Find(OpaqueBytes id) => null;

    /// <inheritdoc/>
    public ResumptionPsk? FindResumption(GroupId group, Epoch epoch) => null;
}
