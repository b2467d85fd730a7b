using Mls.Core.Nodes;
using Mls.Core.Violations;

namespace Mls.Core.Validation;

/// <summary>RFC 9420, section 13.4: one extension of a type in a list. Where the registry of section 17.3 puts a type is the sender's to keep: nobody is told to check it.</summary>
internal static class ExtensionRules
{
    public static void CheckKeyPackage(ExtensionList extensions) => Check(extensions, ExtensionViolations.DuplicateKeyPackageExtension);

    public static void CheckLeaf(ExtensionList extensions) => Check(extensions, ExtensionViolations.DuplicateLeafExtension);

    public static void CheckGroupInfo(ExtensionList extensions) => Check(extensions, ExtensionViolations.DuplicateGroupInfoExtension);

    public static void CheckGroupContext(ExtensionList extensions) => Check(extensions, ExtensionViolations.DuplicateGroupContextExtension);

    /// <summary>Checks what is to become the list of the GroupContext.</summary>
    public static void CheckProposed(ExtensionList extensions) => Check(extensions, ExtensionViolations.DuplicateProposedExtension);

    /// <summary>Checks what is to become the list of another group's GroupContext.</summary>
    public static void CheckReInit(ExtensionList extensions) => Check(extensions, ExtensionViolations.DuplicateReInitExtension);

    private static void Check(ExtensionList extensions, ProtocolViolation duplicate) => Rule.Require(!extensions.HasDuplicates, duplicate);
}
