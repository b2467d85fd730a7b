namespace Mls.Core.Validation;

/// <summary>RFC 9420, section 7.3: whether the lifetimes of KeyPackages that a message proposes count.</summary>
public enum LifetimeCheck
{
    /// <summary>The KeyPackages are being used: whoever proposes or commits them, and the delivery service when the message arrives, hold them against the clock.</summary>
    AtClock,

    /// <summary>The message has been ordered: members follow it whatever their clocks say, for those who refused it would part from those who do not.</summary>
    Waived,
}
