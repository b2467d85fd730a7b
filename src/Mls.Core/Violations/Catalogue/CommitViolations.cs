namespace Mls.Core.Violations;

/// <summary>RFC 9420, sections 12.2 to 12.4.2: the proposals of a Commit and the epoch it starts.</summary>
public static class CommitViolations
{
    public static readonly ProtocolViolation OwnLeafForged = new("7.5", "a change of the own leaf derives from what its holder has made");
    public static readonly ProtocolViolation TooManyPsks = new("8.4", "pre-shared keys are counted in 16 bits");
    public static readonly ProtocolViolation EpochExhausted = new("12", "the number of the next epoch fits into eight octets");
    public static readonly ProtocolViolation CommitterUpdate = new("12.2", "a Commit covers no Update of the committer");
    public static readonly ProtocolViolation CommitterRemoved = new("12.2", "a Commit does not remove the committer");
    public static readonly ProtocolViolation LeafChangedTwice = new("12.2", "a Commit updates or removes a leaf once");
    public static readonly ProtocolViolation DuplicateAdd = new("12.2", "a Commit adds a client once");
    public static readonly ProtocolViolation AddedClientIsMember = new("12.2", "a Commit adds no client that is a member and stays one");
    public static readonly ProtocolViolation DuplicatePsk = new("12.2", "a Commit uses a PreSharedKeyID once");
    public static readonly ProtocolViolation SeveralGroupContextExtensions = new("12.2", "a Commit has at most one GroupContextExtensions proposal");
    public static readonly ProtocolViolation ReInitNotAlone = new("12.2", "a ReInit is committed alone");
    public static readonly ProtocolViolation ExternalInitCommitted = new("12.2", "a member commits no ExternalInit");
    public static readonly ProtocolViolation ProposalUnsupported = new("12.2", "all who process a Commit support its proposal types");
    public static readonly ProtocolViolation UnknownProposalRef = new("12.4", "a reference names a proposal of the epoch");
    public static readonly ProtocolViolation ProposalsPending = new("12.4", "a member that has received proposals commits before it sends application data");
    public static readonly ProtocolViolation EmptyCommitPath = new("12.4", "a Commit without proposals has a path");
    public static readonly ProtocolViolation RequiredPath = new("12.4", "a Commit that covers a proposal of a path-required type has a path");
    public static readonly ProtocolViolation WrongEpoch = new("12.4.2", "a Commit belongs to the current epoch");
    public static readonly ProtocolViolation UnknownPsk = new("12.4.2", "the receiver of a Commit has its pre-shared keys");
    public static readonly ProtocolViolation BadConfirmationTag = new("12.4.2", "the confirmation tag is that of the epoch which the receiver reaches");
    public static readonly ProtocolViolation GroupReinitialized = new("12.4.2", "a member sends nothing in a group that a ReInit has ended");
    public static readonly ProtocolViolation MessageAfterReInit = new("12.4.2", "nobody has sent anything in a group that a ReInit has ended");
}
