namespace Mls.Core.Violations;

/// <summary>RFC 9420, sections 7.4 to 7.9 and 12.4.2: the path of a Commit.</summary>
public static class PathViolations
{
    public static readonly ProtocolViolation PathSecretLength = new("7.4", "a path secret has Nh octets");
    public static readonly ProtocolViolation PathLength = new("7.5", "an UpdatePath has one node for each parent of the filtered direct path");
    public static readonly ProtocolViolation PathSecretCannotBeOpened = new("7.5", "a path secret is sealed to the receiver");
    public static readonly ProtocolViolation PathKeyMismatch = new("7.5", "path secrets give the public keys of the path");
    public static readonly ProtocolViolation PathKeyInvalid = new("7.6", "a key of a path is a public key of the suite's KEM");
    public static readonly ProtocolViolation PathCiphertextCount = new("7.6", "a path node has one ciphertext for each node of the copath resolution");
    public static readonly ProtocolViolation ParentHashMismatch = new("7.9.2", "the leaf of a path carries the parent hash of the path");
    public static readonly ProtocolViolation CommitKeyUnchanged = new("12.4.2", "the leaf of a path brings a new encryption key");
    public static readonly ProtocolViolation CommitEncryptionKeyInUse = new("12.4.2", "the encryption key of a path's leaf is not in the tree");
    public static readonly ProtocolViolation PathKeyInUse = new("12.4.2", "no key of a path's nodes is in the tree");
    public static readonly ProtocolViolation PathKeyRepeated = new("16.7", "the keys of a path are distinct");
}
