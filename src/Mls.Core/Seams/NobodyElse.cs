using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;

namespace Mls.Core.Seams;

/// <summary>A leaf has one client behind it: whatever else comes from there is forged.</summary>
public sealed class NobodyElse : IOwnLeafResolver
{
    /// <inheritdoc/>
    public OwnLeafResolution Resolve(ICryptoProvider crypto, GroupId group, LeafNode leaf) => new OwnLeafResolution.Forged();
}
