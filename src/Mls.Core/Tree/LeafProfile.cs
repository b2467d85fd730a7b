using Mls.Core.Nodes;

namespace Mls.Core.Tree;

/// <summary>What validation must know of each member's abilities; most groups have very few distinct ones.
/// Values without a meaning (RFC 9420, section 13.5) are left out.</summary>
public sealed record LeafProfile(Capabilities Capabilities, CredentialType CredentialType)
{
    /// <summary>The profile of <paramref name="leaf"/>.</summary>
    public static LeafProfile Of(LeafNode leaf) => new(Grease.Without(leaf.Capabilities), leaf.Credential.Type);
}
