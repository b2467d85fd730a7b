using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Tree;

namespace Mls.Core.Validation;

/// <summary>RFC 9420, section 7.3: what every leaf must satisfy, wherever it comes from. Distinct keys are checked where the leaf enters the tree.</summary>
internal static class LeafNodeRules
{
    /// <summary>Checks the leaf of a KeyPackage.</summary>
    public static void CheckFromKeyPackage(GroupServices services, LeafNode leaf, LifetimeCheck lifetimes)
    {
        var source = Rule.Require(leaf.Source as LeafNodeSource.KeyPackage, ProtocolViolation.LeafSource);
        Rule.Require(lifetimes == LifetimeCheck.Waived || source.Lifetime.Contains(services.Clock.GetUtcNow()), ProtocolViolation.LeafLifetime);
        CheckCommon(services, leaf, null);
    }

    /// <summary>Checks a leaf of an Update proposal or an UpdatePath.</summary>
    public static void CheckInGroup<TSource>(GroupServices services, LeafNode leaf, LeafPlace place)
        where TSource : LeafNodeSource
    {
        Rule.Require(leaf.Source is TSource, ProtocolViolation.LeafSource);
        CheckCommon(services, leaf, place);
    }

    /// <summary>Checks a leaf of a received tree. Its lifetime told when it could be added; a member that has not committed since stays a member.</summary>
    public static void CheckInTree(GroupServices services, LeafNode leaf, LeafPlace place) =>
        CheckCommon(services, leaf, leaf.Source.IsBoundToGroup ? place : null);

    /// <summary>Checks that all leaves get along: with each other's credentials, with the suite and with the extensions of the group.</summary>
    public static void CheckCompatibility(TreeFacts facts, GroupContext context)
    {
        var required = context.Extensions.Find<RequiredCapabilities>(ExtensionType.RequiredCapabilities);
        var credentials = facts.Profiles.Keys.Select(profile => profile.CredentialType).ToHashSet();
        foreach (var profile in facts.Profiles.Keys)
        {
            var capabilities = profile.Capabilities;
            Rule.Require(capabilities.Supports(context.Version, context.CipherSuite), ProtocolViolation.LeafVersionOrSuite);
            Rule.Require(required is null || capabilities.Satisfies(required), ProtocolViolation.LeafRequiredCapabilities);
            foreach (var extension in context.Extensions.Items)
            {
                Rule.Require(capabilities.Supports(extension.Type), ProtocolViolation.GroupExtensionUnsupported);
            }

            foreach (var credential in credentials)
            {
                Rule.Require(capabilities.Supports(credential), ProtocolViolation.LeafCredentialUnsupported);
            }
        }
    }

    private static void CheckCommon(GroupServices services, LeafNode leaf, LeafPlace? place)
    {
        Rule.Require(services.Crypto.Kem.IsValid(leaf.EncryptionKey), ProtocolViolation.PathKeyInvalid);
        Rule.Require(!leaf.Extensions.HasDuplicates, ProtocolViolation.DuplicateExtension);
        foreach (var extension in leaf.Extensions.Items)
        {
            Rule.Require(leaf.Capabilities.Supports(extension.Type), ProtocolViolation.LeafExtensionUnsupported);
        }

        Rule.Require(leaf.Capabilities.Supports(leaf.Credential.Type), ProtocolViolation.LeafCredentialUnsupported);
        Rule.Require(leaf.IsSignatureValid(services.Crypto, place), ProtocolViolation.LeafSignature);
        Rule.Require(services.Authentication.IsValid(leaf.Credential, leaf.SignatureKey), ProtocolViolation.LeafCredential);
    }
}
