using Mls.Core.Configuration;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Violations;

namespace Mls.Core.Validation;

/// <summary>RFC 9420, section 7.3: what every leaf must satisfy, wherever it comes from. Distinct keys are checked where the leaf enters the tree.</summary>
internal static class LeafNodeRules
{
    private static readonly Names OfKeyPackage = new(KeyPackageViolations.KeyPackageLeafKey, LeafViolations.AddedLeafSignature, LeafViolations.AddedCredential);
    private static readonly Names OfUpdate = new(LeafViolations.UpdateKeyInvalid, LeafViolations.UpdateLeafSignature, LeafViolations.UpdateCredential);
    private static readonly Names OfCommit = new(LeafViolations.CommitKeyInvalid, LeafViolations.CommitLeafSignature, LeafViolations.CommitCredential);
    private static readonly Names OfTree = new(TreeViolations.TreeLeafKeyInvalid, TreeViolations.TreeLeafSignature, TreeViolations.TreeCredential);

    /// <summary>Checks the leaf of a KeyPackage.</summary>
    public static void CheckFromKeyPackage(GroupServices services, LeafNode leaf, LifetimeCheck lifetimes)
    {
        var source = Rule.Require(leaf.Source as LeafNodeSource.KeyPackage, KeyPackageViolations.KeyPackageLeafSource);
        if (lifetimes == LifetimeCheck.AtClock)
        {
            CheckLifetime(services, source.Lifetime);
        }

        CheckCommon(services, leaf, null, OfKeyPackage);
    }

    /// <summary>Checks a leaf of an Update proposal.</summary>
    public static void CheckUpdate(GroupServices services, LeafNode leaf, LeafPlace place)
    {
        Rule.Require(leaf.Source is LeafNodeSource.Update, LeafViolations.UpdateSource);
        CheckCommon(services, leaf, place, OfUpdate);
    }

    /// <summary>Checks a leaf of an UpdatePath.</summary>
    public static void CheckCommit(GroupServices services, LeafNode leaf, LeafPlace place)
    {
        Rule.Require(leaf.Source is LeafNodeSource.Commit, LeafViolations.CommitSource);
        CheckCommon(services, leaf, place, OfCommit);
    }

    /// <summary>Checks a leaf of a received tree. Its lifetime told when it could be added; a member that has not committed since stays a member.</summary>
    public static void CheckInTree(GroupServices services, LeafNode leaf, LeafPlace place) =>
        CheckCommon(services, leaf, leaf.Source.IsBoundToGroup ? place : null, OfTree);

    /// <summary>Checks that all leaves get along: with each other's credentials, and with what the group requires and uses.</summary>
    /// <param name="facts">The leaves.</param>
    /// <param name="context">The extensions.</param>
    /// <param name="before">The leaves of the epoch before, which tell newcomers from members; missing where the tree is new to the one who checks.</param>
    public static void CheckCompatibility(TreeFacts facts, GroupContext context, TreeFacts? before)
    {
        var required = context.Extensions.Find<RequiredCapabilities>(ExtensionType.RequiredCapabilities);
        var credentials = facts.Profiles.Keys.Select(profile => profile.CredentialType).ToHashSet();
        foreach (var profile in facts.Profiles.Keys)
        {
            var capabilities = profile.Capabilities;
            if (required is not null && !capabilities.Satisfies(required))
            {
                throw new ProtocolViolationException(Unmet(required, profile, before));
            }

            foreach (var extension in context.Extensions.Items)
            {
                Rule.Require(
                    capabilities.Supports(extension.Type),
                    IsNew(profile, before) ? ExtensionViolations.AddedGroupExtensionUnsupported : ExtensionViolations.GroupExtensionUnsupported);
            }

            foreach (var credential in credentials)
            {
                Rule.Require(capabilities.Supports(credential), CredentialRule(profile, before));
            }
        }
    }

    private static bool IsNew(LeafProfile profile, TreeFacts? before) => before is not null && !before.Profiles.ContainsKey(profile);

    private static ProtocolViolation CredentialRule(LeafProfile profile, TreeFacts? before) => before is null ? TreeViolations.TreeCredentialUnsupported
        : IsNew(profile, before) ? LeafViolations.CredentialsInUseUnsupported
        : LeafViolations.CredentialNotSupportedByAll;

    private static ProtocolViolation Unmet(RequiredCapabilities required, LeafProfile profile, TreeFacts? before) => before is null ? TreeViolations.TreeRequiredCapabilities
        : !IsNew(profile, before) ? ExtensionViolations.RequiredCapabilitiesUnsupported
        : !required.Extensions.All(profile.Capabilities.Supports) ? LeafViolations.RequiredExtension
        : !required.Proposals.All(profile.Capabilities.Supports) ? LeafViolations.RequiredProposal
        : LeafViolations.RequiredCredential;

    private static void CheckLifetime(GroupServices services, Lifetime lifetime)
    {
        var now = services.Clock.GetUtcNow().ToUnixTimeSeconds();
        Rule.Require(now >= 0 && (ulong)now >= lifetime.NotBefore, LeafViolations.LifetimeNotBegun);
        Rule.Require((ulong)now <= lifetime.NotAfter, LeafViolations.LifetimeExpired);
        Rule.Require(services.Limits.MaxLifetime is not { } most || lifetime.NotAfter - lifetime.NotBefore <= most.TotalSeconds, LeafViolations.LifetimeTooLong);
    }

    private static void CheckCommon(GroupServices services, LeafNode leaf, LeafPlace? place, Names names)
    {
        Rule.Require(services.Crypto.Kem.IsValid(leaf.EncryptionKey), names.EncryptionKey);
        ExtensionRules.CheckLeaf(leaf.Extensions);
        foreach (var extension in leaf.Extensions.Items)
        {
            Rule.Require(leaf.Capabilities.Supports(extension.Type), LeafViolations.LeafExtensionUnlisted);
        }

        Rule.Require(leaf.Capabilities.Supports(leaf.Credential.Type), LeafViolations.LeafCredentialUnlisted);
        Rule.Require(leaf.IsSignatureValid(services.Crypto, place), names.Signature);
        Rule.Require(services.Authentication.IsValid(leaf.Credential, leaf.SignatureKey), names.Credential);
    }

    /// <summary>The rules that have a name of their own at each stage.</summary>
    private sealed record Names(ProtocolViolation EncryptionKey, ProtocolViolation Signature, ProtocolViolation Credential);
}
