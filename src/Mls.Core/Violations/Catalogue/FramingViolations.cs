namespace Mls.Core.Violations;

/// <summary>RFC 9420, sections 6 and 9: senders, signatures, tags and the encryption of messages.</summary>
public static class FramingViolations
{
    public static readonly ProtocolViolation WrongGroup = new("6", "a message belongs to the group it names");
    public static readonly ProtocolViolation ApplicationInPublicMessage = new("6", "application data is never sent in the clear");
    public static readonly ProtocolViolation MemberUnknown = new("6.1", "the leaf_index of a member that sends is that of a member");
    public static readonly ProtocolViolation MemberSignature = new("6.1", "content of a member is signed with the key of its leaf");
    public static readonly ProtocolViolation ExternalSenderUnknown = new("6.1", "the sender_index of an external sender lies within the group's list");
    public static readonly ProtocolViolation ExternalSenderContent = new("6.1", "an external sender sends proposals only");
    public static readonly ProtocolViolation ExternalSenderSignature = new("6.1", "content of an external sender is signed with the key that the group lists");
    public static readonly ProtocolViolation NewMemberProposalContent = new("6.1", "a new_member_proposal is a proposal");
    public static readonly ProtocolViolation NewMemberProposalType = new("6.1", "a new_member_proposal is an Add");
    public static readonly ProtocolViolation NewMemberProposalSignature = new("6.1", "a new_member_proposal is signed with the key of the leaf in its KeyPackage");
    public static readonly ProtocolViolation NewMemberCommitContent = new("6.1", "a new_member_commit is a Commit");
    public static readonly ProtocolViolation ConfirmationTagMissing = new("6.1", "a Commit carries a confirmation tag");
    public static readonly ProtocolViolation ConfirmationTagLength = new("6.1", "a confirmation tag has the length of the MAC");
    public static readonly ProtocolViolation MembershipTagMissing = new("6.2", "a PublicMessage of a member carries a membership tag");
    public static readonly ProtocolViolation MembershipTagLength = new("6.2", "a membership tag has the length of the MAC");
    public static readonly ProtocolViolation BadMembershipTag = new("6.2", "a membership tag is made with the membership key of the epoch");
    public static readonly ProtocolViolation ContentCannotBeOpened = new("6.3.1", "private content opens with the key of its sender and generation");
    public static readonly ProtocolViolation BadPadding = new("6.3.1", "padding is all zero");
    public static readonly ProtocolViolation SenderDataCannotBeOpened = new("6.3.2", "sender data opens with the sender data key of the epoch");
    public static readonly ProtocolViolation SenderDataLeaf = new("6.3.2", "the leaf_index of sender data is that of a member");
    public static readonly ProtocolViolation GenerationTooFar = new("15.3", "a generation lies within the forward limit of the ratchet");
}
