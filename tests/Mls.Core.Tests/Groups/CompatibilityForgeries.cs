using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Violations;
using Mls.Core.Wire;
using TestKit;

namespace Mls.Core.Tests.Groups;

/// <summary>Broken rules of RFC 9420, sections 7.2, 7.3, 12.1.7 and 13: members that do not get along with each other or with the group.</summary>
internal static class CompatibilityForgeries
{
    public static IEnumerable<Forgery> All { get; } =
    [
        Forgery.Commit(
            ExtensionViolations.GroupExtensionUnsupported,
            "GroupContextExtensions with an extension that members do not support",
            scene => [With(scene, ForgeryScene.UnknownExtension)],
            scene => [With(scene, ForgeryScene.KnownExtension)]),
        Forgery.Commit(
            ExtensionViolations.AddedGroupExtensionUnsupported,
            "a client that does not support an extension of the GroupContext",
            scene => [With(scene, ForgeryScene.KnownExtension), Able(scene, able => able with { Extensions = [.. able.Extensions.Where(one => one != ForgeryScene.KnownExtension)] })],
            scene => [With(scene, ForgeryScene.KnownExtension), Able(scene, able => able)]),
        Forgery.Commit(
            ExtensionViolations.RequiredCapabilitiesUnsupported,
            "GroupContextExtensions with requirements that members do not meet",
            _ => [Requiring(new RequiredCapabilities([ForgeryScene.UnknownExtension], [], []))],
            _ => [Requiring(new RequiredCapabilities([ForgeryScene.KnownExtension], [], []))]),
        Forgery.Commit(
            LeafViolations.RequiredExtension,
            "a client without an extension that the group requires",
            scene => [Requiring(new RequiredCapabilities([ForgeryScene.KnownExtension], [], [])), Able(scene, able => able with { Extensions = [.. able.Extensions.Where(one => one != ForgeryScene.KnownExtension)] })],
            scene => [Requiring(new RequiredCapabilities([ForgeryScene.KnownExtension], [], [])), Able(scene, able => able)]),
        Forgery.Commit(
            LeafViolations.RequiredProposal,
            "a client without a proposal type that the group requires",
            scene => [Requiring(new RequiredCapabilities([], [ForgeryScene.KnownProposal], [])), Able(scene, able => able with { Proposals = [] })],
            scene => [Requiring(new RequiredCapabilities([], [ForgeryScene.KnownProposal], [])), Able(scene, able => able)]),
        Forgery.Commit(
            LeafViolations.RequiredCredential,
            "a client without a credential type that the group requires",
            scene => [Requiring(new RequiredCapabilities([], [], [ForgeryScene.KnownCredential])), Able(scene, able => able with { Credentials = [CredentialType.Basic] })],
            scene => [Requiring(new RequiredCapabilities([], [], [ForgeryScene.KnownCredential])), Able(scene, able => able)]),
        Forgery.Commit(
            LeafViolations.CredentialNotSupportedByAll,
            "a client with a credential type that members do not support",
            scene => [Presenting(scene, ForgeryScene.UnknownCredential, [CredentialType.Basic, ForgeryScene.UnknownCredential])],
            scene => [Presenting(scene, ForgeryScene.KnownCredential, [CredentialType.Basic, ForgeryScene.KnownCredential])]),
        Forgery.Commit(
            LeafViolations.CredentialsInUseUnsupported,
            "a client that does not support the credential type of the members",
            scene => [Presenting(scene, ForgeryScene.KnownCredential, [ForgeryScene.KnownCredential])],
            scene => [Presenting(scene, ForgeryScene.KnownCredential, [ForgeryScene.KnownCredential, CredentialType.Basic])]),
        Forgery.Commit(
            KeyPackageViolations.KeyPackageExtensionUnlisted,
            "a KeyPackage with an extension that its leaf does not list",
            scene => [Forge.Add(scene.NewClient("J"), package: package => package with { Extensions = Holding(ForgeryScene.UnknownExtension) })],
            scene => [Forge.Add(scene.NewClient("J"), package: package => package with { Extensions = Holding(ForgeryScene.KnownExtension) })]),
    ];

    private static ExtensionList Holding(ExtensionType type) => ExtensionList.Empty.With(type, default);

    private static Proposal.GroupContextExtensions With(ForgeryScene scene, ExtensionType type) => new(scene.Extensions.With(type, default));

    private static Proposal.GroupContextExtensions Requiring(RequiredCapabilities required) =>
        new(ExtensionList.Empty.With(ExtensionType.RequiredCapabilities, Tls.EncodeOpaque(required)));

    private static Proposal.Add Able(ForgeryScene scene, Func<Capabilities, Capabilities> change) =>
        Forge.Add(scene.NewClient("J"), leaf => leaf with { Capabilities = change(leaf.Capabilities) });

    private static Proposal.Add Presenting(ForgeryScene scene, CredentialType type, ValueList<CredentialType> supported) => Forge.Add(scene.NewClient("J"), leaf => leaf with
    {
        Credential = new Credential.Other(type, default),
        Capabilities = leaf.Capabilities with { Credentials = supported },
    });
}
