using Mls.Core.Crypto;
using Mls.Core.Nodes;

namespace Mls.Core.KeyPackages;

/// <summary>What a client says about itself in each of its leaves.</summary>
public sealed record ClientIdentity(Credential Credential, Capabilities Capabilities, ExtensionList LeafExtensions)
{
    /// <summary>Whether new leaves and KeyPackages carry values without a meaning (RFC 9420, section 13.5).</summary>
    public GreasePolicy Grease { get; init; } = GreasePolicy.Emit;

    /// <summary>The same facts with values without a meaning, where the policy asks for them.</summary>
    internal ClientIdentity Greased(IRandomSource random)
    {
        if (Grease == GreasePolicy.None)
        {
            return this;
        }

        var extension = Nodes.Grease.Extension(random);
        return this with
        {
            Capabilities = Nodes.Grease.Into(Capabilities, extension.Type, random),
            LeafExtensions = new ExtensionList([.. LeafExtensions.Items, extension]),
        };
    }

    /// <summary>An unsigned leaf with these facts.</summary>
    internal LeafNode Leaf(HpkePublicKey encryptionKey, SignaturePublicKey signatureKey, LeafNodeSource source, ExtensionList more) =>
        new(encryptionKey, signatureKey, Credential, Capabilities, source, new ExtensionList([.. LeafExtensions.Items, .. more.Items]), default);
}
