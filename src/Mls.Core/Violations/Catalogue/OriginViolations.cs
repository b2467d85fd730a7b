namespace Mls.Core.Violations;

/// <summary>RFC 9420, sections 11.2 and 11.3: what holds for a group that goes on from another.</summary>
public static class OriginViolations
{
    public static readonly ProtocolViolation ReInitKey = new("11.2", "the Welcome after a ReInit names the resumption key of the last epoch with usage reinit");
    public static readonly ProtocolViolation ReInitGroupId = new("11.2", "the group after a ReInit has the id that the ReInit states");
    public static readonly ProtocolViolation ReInitSuite = new("11.2", "the group after a ReInit has the suite that the ReInit states");
    public static readonly ProtocolViolation ReInitExtensions = new("11.2", "the group after a ReInit has the extensions that the ReInit states");
    public static readonly ProtocolViolation ReInitMembers = new("11.2", "all members of the old group are members of the one after its ReInit");
    public static readonly ProtocolViolation ReInitStranger = new("12.4.1", "the group after a ReInit has no other members than the old group");
    public static readonly ProtocolViolation BranchKey = new("11.3", "the Welcome of a subgroup names the resumption key of an epoch of its main group with usage branch");
    public static readonly ProtocolViolation BranchSuite = new("11.3", "a subgroup has the suite of its main group");
    public static readonly ProtocolViolation BranchMembers = new("11.3", "each member of a subgroup is a member of its main group");
}
