namespace Mls.Core.Violations;

/// <summary>RFC 9420, sections 12.1.7, 13.4 and 17.3: where extensions may stand and who supports them.</summary>
public static class ExtensionViolations
{
    public static readonly ProtocolViolation ExternalSenderCredential = new("5.3.1", "the authentication service vouches for the external senders of a group");
    public static readonly ProtocolViolation UpdatedExternalSenderCredential = new("5.3.1", "the authentication service vouches for external senders that take the place of others");
    public static readonly ProtocolViolation RequiredCapabilitiesUnsupported = new("12.1.7", "all members support what a GroupContextExtensions proposal requires");
    public static readonly ProtocolViolation DuplicateKeyPackageExtension = new("13.4", "a KeyPackage has one extension of a type");
    public static readonly ProtocolViolation DuplicateLeafExtension = new("13.4", "a LeafNode has one extension of a type");
    public static readonly ProtocolViolation DuplicateGroupInfoExtension = new("13.4", "a GroupInfo has one extension of a type");
    public static readonly ProtocolViolation DuplicateGroupContextExtension = new("13.4", "a GroupContext has one extension of a type");
    public static readonly ProtocolViolation DuplicateProposedExtension = new("13.4", "a GroupContextExtensions proposal has one extension of a type");
    public static readonly ProtocolViolation DuplicateReInitExtension = new("13.4", "a ReInit has one extension of a type");
    public static readonly ProtocolViolation AddedGroupExtensionUnsupported = new("13.4", "a new leaf supports the extensions of the GroupContext");
    public static readonly ProtocolViolation JoinerGroupExtensionUnsupported = new("13.4", "a joiner supports the extensions of the GroupContext");
    public static readonly ProtocolViolation GroupExtensionUnsupported = new("13.4", "all members support the extensions of the GroupContext");
}
