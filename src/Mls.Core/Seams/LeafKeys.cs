using Mls.Core.Crypto;
using Mls.Core.Nodes;
using Mls.Core.Secrets;

namespace Mls.Core.Seams;

/// <summary>The secrets behind a new leaf of one's own. Owned by whoever asked for them.</summary>
/// <param name="encryptionKey">The leaf's HPKE key.</param>
/// <param name="signatureKey">The leaf's signature key; without octets where another client behind the leaf holds it: whoever has it follows the group and cannot sign.</param>
/// <param name="pathSecret">The path secret of the first parent of the filtered direct path.</param>
/// <param name="extensions">Leaf extensions that describe these keys; they replace those of the same types.</param>
public sealed class LeafKeys(HpkePrivateKey encryptionKey, SignaturePrivateKey signatureKey, PathSecret pathSecret, ExtensionList extensions) : IDisposable
{
    /// <summary>The leaf's HPKE key.</summary>
    public HpkePrivateKey EncryptionKey { get; } = encryptionKey;

    /// <summary>The leaf's signature key.</summary>
    public SignaturePrivateKey SignatureKey { get; } = signatureKey;

    /// <summary>The path secret of the first parent of the filtered direct path.</summary>
    public PathSecret PathSecret { get; } = pathSecret;

    /// <summary>Leaf extensions that describe these keys.</summary>
    public ExtensionList Extensions { get; } = extensions;

    /// <inheritdoc/>
    public void Dispose()
    {
        EncryptionKey.Dispose();
        SignatureKey.Dispose();
        PathSecret.Dispose();
    }
}
