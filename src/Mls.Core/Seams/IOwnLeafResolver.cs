using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;

namespace Mls.Core.Seams;

/// <summary>The third seam: how to follow a Commit that came from one's own leaf but not from oneself. The RFC's own way is <see cref="NobodyElse"/>.</summary>
public interface IOwnLeafResolver
{
    /// <summary>The secrets behind <paramref name="leaf"/>, a new leaf at one's own place.</summary>
    OwnLeafResolution Resolve(ICryptoProvider crypto, GroupId group, LeafNode leaf);
}
