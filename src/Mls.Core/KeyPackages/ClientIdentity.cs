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

    /// <summary>The same facts with the types of a KeyPackage's own extensions among the capabilities (RFC 9420, section 10).</summary>
    internal ClientIdentity Listing(ExtensionList carried)
    {
        var missing = carried.Items.Select(extension => extension.Type).Where(type => !Capabilities.Supports(type)).ToList();
        return missing.Count == 0 ? this : this with { Capabilities = Capabilities with { Extensions = [.. Capabilities.Extensions, .. missing] } };
    }

    /// <summary>An unsigned leaf with these facts, for a group of <paramref name="suite"/>.</summary>
    /// <exception cref="ArgumentException">The facts contradict each other: peers would refuse the leaf.</exception>
    internal LeafNode Leaf(CipherSuite suite, HpkePublicKey encryptionKey, SignaturePublicKey signatureKey, LeafNodeSource source, ExtensionList more)
    {
        var extensions = new ExtensionList([.. LeafExtensions.Items, .. more.Items]);
        RequireConsistent(this, suite, extensions);
        return new LeafNode(encryptionKey, signatureKey, Credential, Capabilities, source, extensions, default);
    }

    /// <summary>Whoever makes a leaf keeps more of RFC 9420, section 7.2, than whoever receives it has to check.</summary>
    private static void RequireConsistent(ClientIdentity identity, CipherSuite suite, ExtensionList extensions)
    {
        var able = identity.Capabilities;
        var missing = !able.Versions.Contains(ProtocolVersion.Mls10) ? $"version {ProtocolVersion.Mls10}, which the client speaks"
            : !able.CipherSuites.Contains(suite) ? $"suite {suite}, which the client uses"
            : !able.Supports(identity.Credential.Type) ? $"credential type {identity.Credential.Type}, which the client presents"
            : extensions.Items.FirstOrDefault(extension => !able.Supports(extension.Type)) is { } extension ? $"extension {extension.Type}, which the leaf carries"
            : null;
        if (missing is not null)
        {
            throw new ArgumentException($"the capabilities leave out {missing} (RFC 9420, section 7.2)", nameof(identity));
        }
    }
}
