using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Secrets;

namespace Mls.Core.Seams;

/// <summary>Fresh random keys; the signature key stays (RFC 9420, section 7.5).</summary>
public sealed class FreshLeafKeys : ILeafKeySource
{
    /// <inheritdoc/>
    public LeafKeys Next(ICryptoProvider crypto, IRandomSource random, GroupId group, SignaturePrivateKey current)
    {
        ArgumentNullException.ThrowIfNull(current);
        using var material = new Secret(crypto.HashLength, random.Fill);
        using var pathSecret = new Secret(crypto.HashLength, random.Fill);
        return new LeafKeys(crypto.Kem.DeriveKeyPair(material), current.Copy(), pathSecret.CopyAs<PathSecret>(), ExtensionList.Empty);
    }
}
