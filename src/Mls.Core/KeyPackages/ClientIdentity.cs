using Mls.Core.Crypto;
using Mls.Core.Nodes;

namespace Mls.Core.KeyPackages;

/// <summary>What a client says about itself in each of its leaves.</summary>
public sealed record ClientIdentity(Credential Credential, Capabilities Capabilities, ExtensionList LeafExtensions)
{
    /// <summary>An unsigned leaf with these facts.</summary>
    internal LeafNode Leaf(HpkePublicKey encryptionKey, SignaturePublicKey signatureKey, LeafNodeSource source, ExtensionList more) =>
        new(encryptionKey, signatureKey, Credential, Capabilities, source, new ExtensionList([.. LeafExtensions.Items, .. more.Items]), default);
}
