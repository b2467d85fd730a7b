namespace Mls.Core.Wire;

/// <summary>RFC 9420, section 2.1, and the enumerations and vectors of the sections that use it: what every encoding satisfies.</summary>
public static class WireRules
{
    public static readonly WireRule InputTruncated = new("2.1", "a field of fixed length is complete");
    public static readonly WireRule TrailingOctets = new("2.1", "nothing follows the encoded value");
    public static readonly WireRule OptionalPresence = new("2.1.1", "the presence octet of an optional is 0 or 1");
    public static readonly WireRule VectorLengthPrefix = new("2.1.2", "the first two bits of a vector length are not both set");
    public static readonly WireRule VectorLengthNotMinimal = new("2.1.2", "a vector length has its shortest encoding");
    public static readonly WireRule VectorLengthBeyondInput = new("2.1.2", "a vector is complete");
    public static readonly WireRule MessageVersion = new("6", "an MLSMessage is of version mls10");
    public static readonly WireRule MessageWireFormat = new("6", "the wire format of an MLSMessage is a registered one");
    public static readonly WireRule ContentWireFormat = new("6", "authenticated content travels as PublicMessage or PrivateMessage");
    public static readonly WireRule FramedContentType = new("6", "the content_type of a FramedContent is application, proposal or commit");
    public static readonly WireRule FramedSenderType = new("6", "a sender_type is member, external, new_member_proposal or new_member_commit");
    public static readonly WireRule PrivateContentType = new("6.3", "the content_type of a PrivateMessage is application, proposal or commit");
    public static readonly WireRule LeafNodeSourceType = new("7.2", "a leaf_node_source is key_package, update or commit");
    public static readonly WireRule TreeNodeType = new("7.8", "a node_type is leaf or parent");
    public static readonly WireRule PreSharedKeyType = new("8.4", "a psktype is external or resumption");
    public static readonly WireRule ResumptionUsage = new("8.4", "the usage of a resumption key is application, reinit or branch");
    public static readonly WireRule MessageKeyPackageVersion = new("10", "a KeyPackage in an MLSMessage has the version of the message");
    public static readonly WireRule ProposalOrRefType = new("12.4", "a proposal of a Commit is given by value or by reference");
    public static readonly WireRule TreeEmpty = new("12.4.3.3", "a ratchet_tree has a node");
    public static readonly WireRule TreeTrailingBlank = new("12.4.3.3", "the last node of a ratchet_tree is not blank");
    public static readonly WireRule TreeEvenNodeCount = new("12.4.3.3", "a ratchet_tree has an odd number of nodes");
    public static readonly WireRule TreeLeafAtOddPlace = new("12.4.3.3", "a node at an odd place of a ratchet_tree is a parent");
    public static readonly WireRule TreeParentAtEvenPlace = new("12.4.3.3", "a node at an even place of a ratchet_tree is a leaf");
}
