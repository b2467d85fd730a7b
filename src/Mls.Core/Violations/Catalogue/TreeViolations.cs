namespace Mls.Core.Violations;

/// <summary>RFC 9420, sections 7 and 12.4.3: what a received tree satisfies.</summary>
public static class TreeViolations
{
    public static readonly ProtocolViolation TreeCredential = new("5.3.1", "the authentication service vouches for all members of a group that one joins");
    public static readonly ProtocolViolation TreeParentKeyInvalid = new("7.1", "the key of a parent is a public key of the suite's KEM");
    public static readonly ProtocolViolation TreeUnmergedOrder = new("7.1", "unmerged leaves are in ascending order");
    public static readonly ProtocolViolation TreeLeafKeyInvalid = new("7.2", "the encryption key of a leaf is a public key of the suite's KEM");
    public static readonly ProtocolViolation TreeLeafSignature = new("7.3", "each leaf of a tree is signed with its own key for its group and place");
    public static readonly ProtocolViolation TreeSignatureKeyRepeated = new("7.3", "the signature keys of a tree are distinct");
    public static readonly ProtocolViolation TreeEncryptionKeyRepeated = new("7.3", "the encryption keys of a tree's leaves are distinct");
    public static readonly ProtocolViolation TreeRequiredCapabilities = new("7.3", "each leaf of a tree lists what the group requires");
    public static readonly ProtocolViolation TreeRootParentHash = new("7.9", "the parent hash of the root is empty");
    public static readonly ProtocolViolation TreeParentHash = new("7.9.2", "every parent of a tree is chained to a leaf by parent hashes");
    public static readonly ProtocolViolation TreeUnmergedPlace = new("12.4.3.1", "an unmerged leaf is below its parent");
    public static readonly ProtocolViolation TreeUnmergedBlank = new("12.4.3.1", "an unmerged leaf is a member");
    public static readonly ProtocolViolation TreeUnmergedBetween = new("12.4.3.1", "an unmerged leaf is unmerged at every parent between");
    public static readonly ProtocolViolation TreeParentKeyRepeated = new("12.4.3.1", "the key of a parent is in no other node of the tree");
    public static readonly ProtocolViolation TreeHashMismatch = new("12.4.3.3", "the tree has the hash that the GroupContext states");
    public static readonly ProtocolViolation TreeCredentialUnsupported = new("13.3", "all members of a tree support the credential types in use");
}
