using Mls.Core.Nodes;

namespace Mls.Core.Validation;

/// <summary>RFC 9420, sections 13.4 and 17.3: one extension of a type in a list, and those of the RFC only where it puts them.</summary>
internal static class ExtensionRules
{
    public static void CheckKeyPackage(ExtensionList extensions) =>
        Check(extensions, _ => false, ExtensionViolations.DuplicateKeyPackageExtension, ExtensionViolations.KeyPackageExtensionMisplaced);

    public static void CheckLeaf(ExtensionList extensions) =>
        Check(extensions, type => type == ExtensionType.ApplicationId, ExtensionViolations.DuplicateLeafExtension, ExtensionViolations.LeafExtensionMisplaced);

    public static void CheckGroupInfo(ExtensionList extensions) => Check(
        extensions,
        type => type == ExtensionType.RatchetTree || type == ExtensionType.ExternalPub,
        ExtensionViolations.DuplicateGroupInfoExtension,
        ExtensionViolations.GroupInfoExtensionMisplaced);

    public static void CheckGroupContext(ExtensionList extensions) => CheckGroupContext(extensions, ExtensionViolations.DuplicateGroupContextExtension);

    /// <summary>Checks what is to become the list of the GroupContext.</summary>
    public static void CheckProposed(ExtensionList extensions) => CheckGroupContext(extensions, ExtensionViolations.DuplicateProposedExtension);

    /// <summary>Checks what is to become the list of another group's GroupContext.</summary>
    public static void CheckReInit(ExtensionList extensions) => CheckGroupContext(extensions, ExtensionViolations.DuplicateReInitExtension);

    private static void CheckGroupContext(ExtensionList extensions, ProtocolViolation duplicate) => Check(
        extensions,
        type => type == ExtensionType.RequiredCapabilities || type == ExtensionType.ExternalSenders,
        duplicate,
        ExtensionViolations.GroupContextExtensionMisplaced);

    private static void Check(ExtensionList extensions, Func<ExtensionType, bool> belongsHere, ProtocolViolation duplicate, ProtocolViolation misplaced)
    {
        Rule.Require(!extensions.HasDuplicates, duplicate);
        foreach (var extension in extensions.Items)
        {
            Rule.Require(!extension.Type.IsDefault || belongsHere(extension.Type), misplaced);
        }
    }
}
