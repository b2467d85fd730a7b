namespace Mls.Core.Violations;

/// <summary>RFC 9420, sections 5.3 and 7.2 to 7.3: what a leaf satisfies where it enters a group.</summary>
public static class LeafViolations
{
    public static readonly ProtocolViolation AddedCredential = new("5.3.1", "the authentication service vouches for the credential and key of who is added");
    public static readonly ProtocolViolation UpdateCredential = new("5.3.1", "the authentication service vouches for the credential and key of an Update");
    public static readonly ProtocolViolation CommitCredential = new("5.3.1", "the authentication service vouches for the credential and key of a path's leaf");
    public static readonly ProtocolViolation UpdateSuccessor = new("5.3.1", "the identity of an Update succeeds that of the leaf it replaces");
    public static readonly ProtocolViolation CommitSuccessor = new("5.3.1", "the identity of a path's leaf succeeds that of the committer's present leaf");
    public static readonly ProtocolViolation UpdateKeyInvalid = new("7.2", "the encryption key of an Update is a public key of the suite's KEM");
    public static readonly ProtocolViolation CommitKeyInvalid = new("7.2", "the encryption key of a path's leaf is a public key of the suite's KEM");
    public static readonly ProtocolViolation LeafExtensionUnlisted = new("7.2", "a leaf's capabilities list the extensions it carries");
    public static readonly ProtocolViolation LeafCredentialUnlisted = new("7.2", "a leaf's capabilities list the type of its credential");
    public static readonly ProtocolViolation LifetimeTooLong = new("7.2", "a lifetime is not longer than the application accepts");
    public static readonly ProtocolViolation LifetimeNotBegun = new("7.3", "a KeyPackage is not used before its lifetime begins");
    public static readonly ProtocolViolation LifetimeExpired = new("7.3", "a KeyPackage is not used after its lifetime has ended");
    public static readonly ProtocolViolation UpdateSource = new("7.3", "the leaf_node_source of an Update is update");
    public static readonly ProtocolViolation CommitSource = new("7.3", "the leaf_node_source of a path's leaf is commit");
    public static readonly ProtocolViolation AddedLeafSignature = new("7.3", "the leaf of a KeyPackage is signed with its own key");
    public static readonly ProtocolViolation UpdateLeafSignature = new("7.3", "the leaf of an Update is signed with its own key for its group and place");
    public static readonly ProtocolViolation CommitLeafSignature = new("7.3", "the leaf of a path is signed with its own key for its group and place");
    public static readonly ProtocolViolation RequiredExtension = new("7.3", "a new leaf lists the extensions that the group requires");
    public static readonly ProtocolViolation RequiredProposal = new("7.3", "a new leaf lists the proposals that the group requires");
    public static readonly ProtocolViolation RequiredCredential = new("7.3", "a new leaf lists the credentials that the group requires");
    public static readonly ProtocolViolation CredentialNotSupportedByAll = new("7.3", "the credential type of a new leaf is supported by all members");
    public static readonly ProtocolViolation CredentialsInUseUnsupported = new("7.3", "a new leaf supports the credential types that the members use");
    public static readonly ProtocolViolation AddedEncryptionKeyInUse = new("7.3", "the encryption key of who is added is not in the tree");
    public static readonly ProtocolViolation UpdateEncryptionKeyInUse = new("7.3", "the encryption key of an Update is not in the tree");
    public static readonly ProtocolViolation UpdateSignatureKeyInUse = new("7.3", "the signature key of an Update is no other member's");
    public static readonly ProtocolViolation CommitSignatureKeyInUse = new("7.3", "the signature key of a path's leaf is no other member's");
    public static readonly ProtocolViolation UpdateKeyUnchanged = new("7.3", "an Update brings a new encryption key");
}
