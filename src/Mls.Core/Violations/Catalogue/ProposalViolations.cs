namespace Mls.Core.Violations;

/// <summary>RFC 9420, section 12.1: what a single proposal satisfies.</summary>
public static class ProposalViolations
{
    public static readonly ProtocolViolation ProposalEpoch = new("12.1", "a proposal belongs to the current epoch");
    public static readonly ProtocolViolation RemoveTarget = new("12.1.3", "a Remove names a member");
    public static readonly ProtocolViolation PskUsageReInit = new("12.1.4", "a PreSharedKey proposal names no resumption key of usage reinit");
    public static readonly ProtocolViolation PskUsageBranch = new("12.1.4", "a PreSharedKey proposal names no resumption key of usage branch");
    public static readonly ProtocolViolation PskNonceLength = new("12.1.4", "the psk_nonce of a PreSharedKey proposal has Nh octets");
    public static readonly ProtocolViolation ReInitVersion = new("12.1.5", "a ReInit does not lower the version");
    public static readonly ProtocolViolation ExternalInitProposed = new("12.1.6", "an ExternalInit is not sent as a proposal of its own");
    public static readonly ProtocolViolation ExternalSendersMissing = new("12.1.8", "external senders propose only in groups with an external_senders extension");
    public static readonly ProtocolViolation ExternalSenderProposal = new("12.1.8", "an external sender proposes nothing but Add, Remove, PreSharedKey, ReInit and GroupContextExtensions");
    public static readonly ProtocolViolation ProposalTypeUnknown = new("13.2", "some member supports the type of a proposal");
}
