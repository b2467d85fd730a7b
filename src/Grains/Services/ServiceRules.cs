namespace Grains.Services;

/// <summary>Rules of the services themselves, beside those of RFC 9420: names that refusals carry.</summary>
public static class ServiceRules
{
    /// <summary>The octets are no encoding of what was expected.</summary>
    public const string Malformed = "Malformed";

    /// <summary>A Commit or proposal must be a PublicMessage, an application message a PrivateMessage.</summary>
    public const string WireFormat = "WireFormat";

    /// <summary>One delivery address for each Add, and one for an external joiner.</summary>
    public const string AddedAddresses = "AddedAddresses";

    /// <summary>A delivery address stands for one leaf.</summary>
    public const string AddressTaken = "AddressTaken";

    /// <summary>Whoever sends must be the one that the leaf's address names.</summary>
    public const string WrongSender = "WrongSender";

    /// <summary>Only members send.</summary>
    public const string NotAMember = Mls.MultiDevice.Mail.DeviceItem.Refused.NotAMember;

    /// <summary>A group is created once.</summary>
    public const string GroupExists = "GroupExists";

    /// <summary>The group does not exist.</summary>
    public const string UnknownGroup = "UnknownGroup";

    /// <summary>The epoch is not kept any more, or has not begun.</summary>
    public const string EpochGone = Mls.MultiDevice.Mail.DeviceItem.Refused.EpochGone;

    /// <summary>Members cannot open messages of an epoch this old any more.</summary>
    public const string MessageTooOld = "MessageTooOld";

    /// <summary>No member has supplied a GroupInfo.</summary>
    public const string NoGroupInfo = "NoGroupInfo";

    /// <summary>The mail is of a kind that this service does not take, or from somebody who may not send it.</summary>
    public const string UnexpectedMail = "UnexpectedMail";
}
