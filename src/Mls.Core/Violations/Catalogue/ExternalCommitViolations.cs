namespace Mls.Core.Violations;

/// <summary>RFC 9420, sections 8.3, 12.2 and 12.4.3.2: Commits of those who join by themselves.</summary>
public static class ExternalCommitViolations
{
    public static readonly ProtocolViolation ExternalInitInvalid = new("8.3", "the KEM output of an ExternalInit decapsulates");
    public static readonly ProtocolViolation ExternalPubInvalid = new("8.3", "an external_pub is a public key of the suite's KEM");
    public static readonly ProtocolViolation ExternalInitMissing = new("12.2", "an external Commit has an ExternalInit");
    public static readonly ProtocolViolation SeveralExternalInits = new("12.2", "an external Commit has no second ExternalInit");
    public static readonly ProtocolViolation ExternalCommitRemoves = new("12.2", "an external Commit has at most one Remove");
    public static readonly ProtocolViolation ExternalCommitProposal = new("12.2", "an external Commit has no proposals but ExternalInit, Remove and PreSharedKey");
    public static readonly ProtocolViolation ExternalCommitRemove = new("12.2", "an external Commit removes only a former leaf of the joiner");
    public static readonly ProtocolViolation ResyncKeyUnchanged = new("12.2", "a joiner that replaces its former leaf brings a new encryption key");
    public static readonly ProtocolViolation ExternalCommitPath = new("12.4.3.2", "an external Commit has a path");
    public static readonly ProtocolViolation ExternalCommitReference = new("12.4.3.2", "an external Commit names no proposal by reference");
    public static readonly ProtocolViolation ExternalCommitSignature = new("12.4.3.2", "an external Commit is signed with the key of its path's leaf");
    public static readonly ProtocolViolation ExternalPubMissing = new("12.4.3.2", "an external Commit is built on a GroupInfo with external_pub");
}
