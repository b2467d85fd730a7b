using Mls.Core.Crypto;
using Mls.Core.Secrets;

namespace Mls.Core.Tree;

/// <summary>RFC 9420, section 7.4: from one path secret, the key pairs of a path and the commit secret above it.</summary>
internal static class PathSecretChain
{
    /// <summary>The label under which path secrets are sealed (RFC 9420, section 7.6).</summary>
    public static ReadOnlySpan<byte> Label => "UpdatePathNode"u8;

    /// <summary>The key pair of the node that <paramref name="pathSecret"/> belongs to.</summary>
    public static HpkePrivateKey KeyPair(ICryptoProvider crypto, Secret pathSecret)
    {
        using var nodeSecret = crypto.DeriveSecret(pathSecret, "node"u8);
        return crypto.Kem.DeriveKeyPair(nodeSecret);
    }

    /// <summary>The path secret of the next node of the path.</summary>
    public static PathSecret Next(ICryptoProvider crypto, Secret pathSecret) => crypto.DeriveSecret<PathSecret>(pathSecret, "path"u8);
}
