namespace Mls.Core.Violations;

/// <summary>RFC 9420, sections 8 and 12.4.3: what joiners and observers are told about a group.</summary>
public static class WelcomeViolations
{
    public static readonly ProtocolViolation WelcomePathSecretLength = new("7.4", "the path secret that a joiner is told has Nh octets");
    public static readonly ProtocolViolation SecretLength = new("8", "a joiner secret has Nh octets");
    public static readonly ProtocolViolation GroupInfoVersion = new("8.1", "the version of a group is mls10");
    public static readonly ProtocolViolation WelcomePskNonceLength = new("8.4", "the psk_nonce of a Welcome's key has Nh octets");
    public static readonly ProtocolViolation WelcomePskRepeated = new("8.4", "a Welcome names the keys of a Commit, each once");
    public static readonly ProtocolViolation GroupIdInUse = new("12.4.3", "a client joins no group whose id is that of another group it is in");
    public static readonly ProtocolViolation GroupInfoSignature = new("12.4.3", "a GroupInfo is signed with the key of the leaf it names");
    public static readonly ProtocolViolation WelcomeSuite = new("12.4.3.1", "a Welcome is for the suite of the KeyPackage");
    public static readonly ProtocolViolation WelcomeNotForKeyPackage = new("12.4.3.1", "a Welcome names the KeyPackage of the joiner");
    public static readonly ProtocolViolation WelcomeCannotBeOpened = new("12.4.3.1", "the secrets of a Welcome open with the init key");
    public static readonly ProtocolViolation GroupInfoCannotBeOpened = new("12.4.3.1", "the GroupInfo of a Welcome opens with the key of the joiner secret");
    public static readonly ProtocolViolation WelcomePskUnknown = new("12.4.3.1", "a joiner has the pre-shared keys of its Welcome");
    public static readonly ProtocolViolation WelcomePsk = new("12.4.3.1", "a Welcome names one key of usage reinit or branch");
    public static readonly ProtocolViolation WelcomeEpoch = new("12.4.3.1", "a key of usage reinit or branch leads into epoch 1");
    public static readonly ProtocolViolation UnsupportedSuite = new("12.4.3.1", "the suite of a GroupInfo is that of the joiner");
    public static readonly ProtocolViolation GroupInfoSigner = new("12.4.3.1", "the signer of a GroupInfo is a member");
    public static readonly ProtocolViolation GroupInfoTag = new("12.4.3.1", "the confirmation tag of a GroupInfo is that of the epoch which the joiner reaches");
    public static readonly ProtocolViolation WelcomeOwnLeaf = new("12.4.3.1", "a joiner finds the leaf of its KeyPackage in the tree");
    public static readonly ProtocolViolation WelcomePathKeyMismatch = new("12.4.3.1", "the path secret that a joiner is told gives the keys of the tree");
    public static readonly ProtocolViolation RatchetTreeMissing = new("12.4.3.1", "the tree comes in the GroupInfo or beside it");
}
