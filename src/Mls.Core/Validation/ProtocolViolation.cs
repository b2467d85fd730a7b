namespace Mls.Core.Validation;

/// <summary>A rule of RFC 9420 that a well-formed message can break.</summary>
public sealed class ProtocolViolation
{
    /// <summary>RFC 9420, section 7.5: an UpdatePath has one node for each parent of the filtered direct path.</summary>
    public static readonly ProtocolViolation PathLength = new(nameof(PathLength), "7.5", "an UpdatePath has one node for each parent of the filtered direct path");

    /// <summary>RFC 9420, section 7.5: a path node has one ciphertext for each node of the copath resolution.</summary>
    public static readonly ProtocolViolation PathCiphertextCount = new(nameof(PathCiphertextCount), "7.5", "a path node has one ciphertext for each node of the copath resolution");

    /// <summary>RFC 9420, section 5.1.1: a public key must be valid for the KEM.</summary>
    public static readonly ProtocolViolation PathKeyInvalid = new(nameof(PathKeyInvalid), "5.1.1", "a public key must be valid for the KEM");

    /// <summary>RFC 9420, section 12.4.2: no key of the path may stand in the tree.</summary>
    public static readonly ProtocolViolation PathKeyReused = new(nameof(PathKeyReused), "12.4.2", "no key of the path may stand in the tree");

    /// <summary>RFC 9420, section 7.9.2: the leaf must carry the parent hash of its path.</summary>
    public static readonly ProtocolViolation ParentHashMismatch = new(nameof(ParentHashMismatch), "7.9.2", "the leaf must carry the parent hash of its path");

    /// <summary>RFC 9420, section 7.5: a path secret must be sealed to the receiver.</summary>
    public static readonly ProtocolViolation PathSecretCannotBeOpened = new(nameof(PathSecretCannotBeOpened), "7.5", "a path secret must be sealed to the receiver");

    /// <summary>RFC 9420, section 7.5: path secrets must give the public keys of the path.</summary>
    public static readonly ProtocolViolation PathKeyMismatch = new(nameof(PathKeyMismatch), "7.5", "path secrets must give the public keys of the path");

    /// <summary>RFC 9420, section 8: path secrets and joiner secrets have Nh octets.</summary>
    public static readonly ProtocolViolation SecretLength = new(nameof(SecretLength), "8", "path secrets and joiner secrets have Nh octets");

    /// <summary>RFC 9420, section 12.4.2: a Commit that covers an Update, Remove, ExternalInit, GroupContextExtensions or nothing needs a path.</summary>
    public static readonly ProtocolViolation MissingPath = new(nameof(MissingPath), "12.4.2", "a Commit that covers an Update, Remove, ExternalInit, GroupContextExtensions or nothing needs a path");

    /// <summary>RFC 9420, section 6: a message belongs to the group it names.</summary>
    public static readonly ProtocolViolation WrongGroup = new(nameof(WrongGroup), "6", "a message belongs to the group it names");

    /// <summary>RFC 9420, section 12.4.2: a handshake message belongs to the current epoch.</summary>
    public static readonly ProtocolViolation WrongEpoch = new(nameof(WrongEpoch), "12.4.2", "a handshake message belongs to the current epoch");

    /// <summary>RFC 9420, section 6.1: the sender must be a member, an external sender of the group, or joining.</summary>
    public static readonly ProtocolViolation UnknownSender = new(nameof(UnknownSender), "6.1", "the sender must be a member, an external sender of the group, or joining");

    /// <summary>RFC 9420, section 12.4: only members and joiners commit.</summary>
    public static readonly ProtocolViolation SenderMayNotCommit = new(nameof(SenderMayNotCommit), "12.4", "only members and joiners commit");

    /// <summary>RFC 9420, section 12.1.8: external senders and joiners may send some proposals only.</summary>
    public static readonly ProtocolViolation SenderMayNotPropose = new(nameof(SenderMayNotPropose), "12.1.8", "external senders and joiners may send some proposals only");

    /// <summary>RFC 9420, section 6.1: the sender must have signed the content.</summary>
    public static readonly ProtocolViolation BadSignature = new(nameof(BadSignature), "6.1", "the sender must have signed the content");

    /// <summary>RFC 9420, section 6.2: a member must prove its membership.</summary>
    public static readonly ProtocolViolation BadMembershipTag = new(nameof(BadMembershipTag), "6.2", "a member must prove its membership");

    /// <summary>RFC 9420, section 6.2: application data is never sent in the clear.</summary>
    public static readonly ProtocolViolation ApplicationInPublicMessage = new(nameof(ApplicationInPublicMessage), "6.2", "application data is never sent in the clear");

    /// <summary>RFC 9420, section 6.1: the committer must have reached the same epoch.</summary>
    public static readonly ProtocolViolation BadConfirmationTag = new(nameof(BadConfirmationTag), "6.1", "the committer must have reached the same epoch");

    /// <summary>RFC 9420, section 6.1: a Commit carries a confirmation tag.</summary>
    public static readonly ProtocolViolation MissingConfirmationTag = new(nameof(MissingConfirmationTag), "6.1", "a Commit carries a confirmation tag");

    /// <summary>RFC 9420, section 6.3.2: sender data must open.</summary>
    public static readonly ProtocolViolation SenderDataCannotBeOpened = new(nameof(SenderDataCannotBeOpened), "6.3.2", "sender data must open");

    /// <summary>RFC 9420, section 6.3.1: private content must open.</summary>
    public static readonly ProtocolViolation ContentCannotBeOpened = new(nameof(ContentCannotBeOpened), "6.3.1", "private content must open");

    /// <summary>RFC 9420, section 6.3.1: padding is all zero.</summary>
    public static readonly ProtocolViolation BadPadding = new(nameof(BadPadding), "6.3.1", "padding is all zero");

    /// <summary>RFC 9420, section 9.1: a generation lies within the forward limit.</summary>
    public static readonly ProtocolViolation GenerationTooFar = new(nameof(GenerationTooFar), "9.1", "a generation lies within the forward limit");

    /// <summary>RFC 9420, section 7.3: a leaf comes from the source that its use asks for.</summary>
    public static readonly ProtocolViolation LeafSource = new(nameof(LeafSource), "7.3", "a leaf comes from the source that its use asks for");

    /// <summary>RFC 9420, section 7.3: a leaf is signed by its member.</summary>
    public static readonly ProtocolViolation LeafSignature = new(nameof(LeafSignature), "7.3", "a leaf is signed by its member");

    /// <summary>RFC 9420, section 7.3: the authentication service must vouch for the credential and key of a leaf.</summary>
    public static readonly ProtocolViolation LeafCredential = new(nameof(LeafCredential), "7.3", "the authentication service must vouch for the credential and key of a leaf");

    /// <summary>RFC 9420, section 7.3: a KeyPackage leaf is used within its lifetime.</summary>
    public static readonly ProtocolViolation LeafLifetime = new(nameof(LeafLifetime), "7.3", "a KeyPackage leaf is used within its lifetime");

    /// <summary>RFC 9420, section 7.3: a leaf supports what the group requires.</summary>
    public static readonly ProtocolViolation LeafRequiredCapabilities = new(nameof(LeafRequiredCapabilities), "7.3", "a leaf supports what the group requires");

    /// <summary>RFC 9420, section 7.3: all members support the credential types in use.</summary>
    public static readonly ProtocolViolation LeafCredentialUnsupported = new(nameof(LeafCredentialUnsupported), "7.3", "all members support the credential types in use");

    /// <summary>RFC 9420, section 7.3: a leaf lists the extensions it carries.</summary>
    public static readonly ProtocolViolation LeafExtensionUnsupported = new(nameof(LeafExtensionUnsupported), "7.3", "a leaf lists the extensions it carries");

    /// <summary>RFC 9420, section 7.3: a leaf supports the version and suite of the group.</summary>
    public static readonly ProtocolViolation LeafVersionOrSuite = new(nameof(LeafVersionOrSuite), "7.3", "a leaf supports the version and suite of the group");

    /// <summary>RFC 9420, section 13.4: every member supports the extensions of the GroupContext.</summary>
    public static readonly ProtocolViolation GroupExtensionUnsupported = new(nameof(GroupExtensionUnsupported), "13.4", "every member supports the extensions of the GroupContext");

    /// <summary>RFC 9420, section 7.3: encryption keys are distinct in a group.</summary>
    public static readonly ProtocolViolation LeafEncryptionKeyReused = new(nameof(LeafEncryptionKeyReused), "7.3", "encryption keys are distinct in a group");

    /// <summary>RFC 9420, section 7.3: signature keys are distinct in a group.</summary>
    public static readonly ProtocolViolation LeafSignatureKeyReused = new(nameof(LeafSignatureKeyReused), "7.3", "signature keys are distinct in a group");

    /// <summary>RFC 9420, section 12.1.2: an Update brings a new encryption key.</summary>
    public static readonly ProtocolViolation LeafEncryptionKeyUnchanged = new(nameof(LeafEncryptionKeyUnchanged), "12.1.2", "an Update brings a new encryption key");

    /// <summary>RFC 9420, section 5.3.1: the authentication service must accept the new leaf as the same client.</summary>
    public static readonly ProtocolViolation LeafNotSuccessor = new(nameof(LeafNotSuccessor), "5.3.1", "the authentication service must accept the new leaf as the same client");

    /// <summary>RFC 9420, section 13.4: an extension list holds each type once.</summary>
    public static readonly ProtocolViolation DuplicateExtension = new(nameof(DuplicateExtension), "13.4", "an extension list holds each type once");

    /// <summary>RFC 9420, section 10.1: a KeyPackage is for the version and suite of the group.</summary>
    public static readonly ProtocolViolation KeyPackageVersionOrSuite = new(nameof(KeyPackageVersionOrSuite), "10.1", "a KeyPackage is for the version and suite of the group");

    /// <summary>RFC 9420, section 10.1: a KeyPackage is signed by its client.</summary>
    public static readonly ProtocolViolation KeyPackageSignature = new(nameof(KeyPackageSignature), "10.1", "a KeyPackage is signed by its client");

    /// <summary>RFC 9420, section 10.1: the init key differs from the leaf key and is valid.</summary>
    public static readonly ProtocolViolation KeyPackageInitKey = new(nameof(KeyPackageInitKey), "10.1", "the init key differs from the leaf key and is valid");

    /// <summary>RFC 9420, section 12.4.2: a Commit refers to proposals of its epoch that the receiver has.</summary>
    public static readonly ProtocolViolation UnknownProposalRef = new(nameof(UnknownProposalRef), "12.4.2", "a Commit refers to proposals of its epoch that the receiver has");

    /// <summary>RFC 9420, section 12.2: a committer does not commit its own Update.</summary>
    public static readonly ProtocolViolation CommitterUpdate = new(nameof(CommitterUpdate), "12.2", "a committer does not commit its own Update");

    /// <summary>RFC 9420, section 12.2: a committer does not remove itself.</summary>
    public static readonly ProtocolViolation CommitterRemoved = new(nameof(CommitterRemoved), "12.2", "a committer does not remove itself");

    /// <summary>RFC 9420, section 12.2: at most one Update or Remove applies to a leaf.</summary>
    public static readonly ProtocolViolation LeafChangedTwice = new(nameof(LeafChangedTwice), "12.2", "at most one Update or Remove applies to a leaf");

    /// <summary>RFC 9420, section 12.1.2: an Update is sent by the member it updates.</summary>
    public static readonly ProtocolViolation UpdateSender = new(nameof(UpdateSender), "12.1.2", "an Update is sent by the member it updates");

    /// <summary>RFC 9420, section 12.1.3: a Remove names a member.</summary>
    public static readonly ProtocolViolation RemoveTarget = new(nameof(RemoveTarget), "12.1.3", "a Remove names a member");

    /// <summary>RFC 9420, section 12.2: a client is added once.</summary>
    public static readonly ProtocolViolation DuplicateAdd = new(nameof(DuplicateAdd), "12.2", "a client is added once");

    /// <summary>RFC 9420, section 12.2: a pre-shared key is used once in a Commit.</summary>
    public static readonly ProtocolViolation DuplicatePsk = new(nameof(DuplicatePsk), "12.2", "a pre-shared key is used once in a Commit");

    /// <summary>RFC 9420, section 8.4: a PSK nonce has Nh octets.</summary>
    public static readonly ProtocolViolation PskNonceLength = new(nameof(PskNonceLength), "8.4", "a PSK nonce has Nh octets");

    /// <summary>RFC 9420, section 12.1.4: a PSK proposal names an external key or a resumption key of usage application.</summary>
    public static readonly ProtocolViolation PskUsage = new(nameof(PskUsage), "12.1.4", "a PSK proposal names an external key or a resumption key of usage application");

    /// <summary>RFC 9420, section 8.4: the receiver must have the pre-shared key.</summary>
    public static readonly ProtocolViolation UnknownPsk = new(nameof(UnknownPsk), "8.4", "the receiver must have the pre-shared key");

    /// <summary>RFC 9420, section 12.2: at most one GroupContextExtensions proposal.</summary>
    public static readonly ProtocolViolation SeveralGroupContextExtensions = new(nameof(SeveralGroupContextExtensions), "12.2", "at most one GroupContextExtensions proposal");

    /// <summary>RFC 9420, section 12.2: a ReInit stands alone.</summary>
    public static readonly ProtocolViolation ReInitNotAlone = new(nameof(ReInitNotAlone), "12.2", "a ReInit stands alone");

    /// <summary>RFC 9420, section 12.1.5: a ReInit does not lower the version.</summary>
    public static readonly ProtocolViolation ReInitVersion = new(nameof(ReInitVersion), "12.1.5", "a ReInit does not lower the version");

    /// <summary>RFC 9420, section 12.2: ExternalInit stands by value in external Commits only.</summary>
    public static readonly ProtocolViolation ExternalInitInMemberCommit = new(nameof(ExternalInitInMemberCommit), "12.2", "ExternalInit stands by value in external Commits only");

    /// <summary>RFC 9420, section 12.2: every member supports the proposal types of a Commit.</summary>
    public static readonly ProtocolViolation ProposalUnsupported = new(nameof(ProposalUnsupported), "12.2", "every member supports the proposal types of a Commit");

    /// <summary>RFC 9420, section 12.2: an external Commit holds one ExternalInit, at most one Remove, PreSharedKeys and nothing else, all by value.</summary>
    public static readonly ProtocolViolation ExternalCommitProposals = new(nameof(ExternalCommitProposals), "12.2", "an external Commit holds one ExternalInit, at most one Remove, PreSharedKeys and nothing else, all by value");

    /// <summary>RFC 9420, section 12.4.3.2: an external Commit removes only the joiner itself.</summary>
    public static readonly ProtocolViolation ExternalCommitRemove = new(nameof(ExternalCommitRemove), "12.4.3.2", "an external Commit removes only the joiner itself");

    /// <summary>RFC 9420, section 12.4.3.2: an external Commit has a path.</summary>
    public static readonly ProtocolViolation ExternalCommitPath = new(nameof(ExternalCommitPath), "12.4.3.2", "an external Commit has a path");

    /// <summary>RFC 9420, section 8.3: the KEM output of an ExternalInit must decapsulate.</summary>
    public static readonly ProtocolViolation ExternalInitInvalid = new(nameof(ExternalInitInvalid), "8.3", "the KEM output of an ExternalInit must decapsulate");

    /// <summary>RFC 9420, section 12.4.3.2: an external Commit needs a GroupInfo with external_pub.</summary>
    public static readonly ProtocolViolation ExternalPubMissing = new(nameof(ExternalPubMissing), "12.4.3.2", "an external Commit needs a GroupInfo with external_pub");

    /// <summary>RFC 9420, section 12.4.3.1: a Welcome is for the suite of the KeyPackage.</summary>
    public static readonly ProtocolViolation WelcomeSuite = new(nameof(WelcomeSuite), "12.4.3.1", "a Welcome is for the suite of the KeyPackage");

    /// <summary>RFC 9420, section 12.4.3.1: a Welcome names the KeyPackage of the joiner.</summary>
    public static readonly ProtocolViolation WelcomeNotForKeyPackage = new(nameof(WelcomeNotForKeyPackage), "12.4.3.1", "a Welcome names the KeyPackage of the joiner");

    /// <summary>RFC 9420, section 12.4.3.1: the secrets and GroupInfo of a Welcome must open.</summary>
    public static readonly ProtocolViolation WelcomeCannotBeOpened = new(nameof(WelcomeCannotBeOpened), "12.4.3.1", "the secrets and GroupInfo of a Welcome must open");

    /// <summary>RFC 9420, section 12.4.3.1: the joiner finds its leaf in the tree.</summary>
    public static readonly ProtocolViolation WelcomeOwnLeaf = new(nameof(WelcomeOwnLeaf), "12.4.3.1", "the joiner finds its leaf in the tree");

    /// <summary>RFC 9420, section 12.4.3.1: reinit and branch keys are used one at a time in epoch 1.</summary>
    public static readonly ProtocolViolation WelcomePsk = new(nameof(WelcomePsk), "12.4.3.1", "reinit and branch keys are used one at a time in epoch 1");

    /// <summary>RFC 9420, section 12.4.3.3: the tree comes in the GroupInfo or beside it.</summary>
    public static readonly ProtocolViolation RatchetTreeMissing = new(nameof(RatchetTreeMissing), "12.4.3.3", "the tree comes in the GroupInfo or beside it");

    /// <summary>RFC 9420, section 12.4.3.1: the tree has the hash that the GroupContext states.</summary>
    public static readonly ProtocolViolation TreeHashMismatch = new(nameof(TreeHashMismatch), "12.4.3.1", "the tree has the hash that the GroupContext states");

    /// <summary>RFC 9420, section 7.9.2: every parent of a tree is vouched for.</summary>
    public static readonly ProtocolViolation TreeParentHash = new(nameof(TreeParentHash), "7.9.2", "every parent of a tree is vouched for");

    /// <summary>RFC 9420, section 12.4.3.1: unmerged leaves are members below, in order, and unmerged at every parent between.</summary>
    public static readonly ProtocolViolation TreeUnmergedLeaves = new(nameof(TreeUnmergedLeaves), "12.4.3.1", "unmerged leaves are members below, in order, and unmerged at every parent between");

    /// <summary>RFC 9420, section 12.4.3.1: a GroupInfo is signed by a member.</summary>
    public static readonly ProtocolViolation GroupInfoSigner = new(nameof(GroupInfoSigner), "12.4.3.1", "a GroupInfo is signed by a member");

    /// <summary>RFC 9420, section 12.4.3.1: the signature of a GroupInfo is valid.</summary>
    public static readonly ProtocolViolation GroupInfoSignature = new(nameof(GroupInfoSignature), "12.4.3.1", "the signature of a GroupInfo is valid");

    /// <summary>RFC 9420, section 7.5: a change of the own leaf must derive from what the siblings share.</summary>
    public static readonly ProtocolViolation OwnLeafForged = new(nameof(OwnLeafForged), "7.5", "a change of the own leaf must derive from what the siblings share");

    /// <summary>RFC 9420, section 5.1: the suite must be supported here.</summary>
    public static readonly ProtocolViolation UnsupportedSuite = new(nameof(UnsupportedSuite), "5.1", "the suite must be supported here");

    /// <summary>RFC 9420, section 12.4.2: after a ReInit nothing more is sent in a group.</summary>
    public static readonly ProtocolViolation GroupReinitialized = new(nameof(GroupReinitialized), "12.4.2", "after a ReInit nothing more is sent in a group");

    /// <summary>RFC 9420, section 5.3.1: the authentication service must vouch for the credential and key of an external sender.</summary>
    public static readonly ProtocolViolation ExternalSenderCredential = new(nameof(ExternalSenderCredential), "5.3.1", "the authentication service must vouch for the credential and key of an external sender");

    /// <summary>RFC 9420, section 8.4: pre-shared keys are counted in 16 bits.</summary>
    public static readonly ProtocolViolation TooManyPsks = new(nameof(TooManyPsks), "8.4", "pre-shared keys are counted in 16 bits");

    private ProtocolViolation(string id, string section, string rule)
    {
        Id = id;
        Section = section;
        Rule = rule;
    }

    /// <summary>The name of the rule, stable across versions.</summary>
    public string Id { get; }

    /// <summary>Where RFC 9420 states it.</summary>
    public string Section { get; }

    /// <summary>The rule in one sentence.</summary>
    public string Rule { get; }

    /// <summary>Name, place and rule.</summary>
    public override string ToString() => $"{Id} (RFC 9420, section {Section}): {Rule}";
}
