namespace Mls.Core.Violations;

/// <summary>RFC 9420, section 10: what a KeyPackage satisfies besides its leaf.</summary>
public static class KeyPackageViolations
{
    public static readonly ProtocolViolation KeyPackageInitKey = new("10", "an init key is a public key of the suite's KEM");
    public static readonly ProtocolViolation KeyPackageLeafKey = new("10", "the encryption key of a KeyPackage's leaf is a public key of the suite's KEM");
    public static readonly ProtocolViolation KeyPackageExtensionUnlisted = new("10", "the leaf of a KeyPackage lists the extensions that the KeyPackage carries");
    public static readonly ProtocolViolation KeyPackageLeafSource = new("10", "the leaf_node_source of a KeyPackage's leaf is key_package");
    public static readonly ProtocolViolation KeyPackageVersion = new("10.1", "a KeyPackage is of the group's version");
    public static readonly ProtocolViolation KeyPackageSuite = new("10.1", "a KeyPackage is of the group's cipher suite");
    public static readonly ProtocolViolation KeyPackageSignature = new("10.1", "a KeyPackage is signed with the key of its leaf");
    public static readonly ProtocolViolation KeyPackageInitKeyIsLeafKey = new("10.1", "an init key differs from the encryption key of its leaf");
}
