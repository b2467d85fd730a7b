namespace Mls.MultiDevice.Mail;

/// <summary>How to read the body of a mail: each kind has one type.</summary>
public static class MailKinds
{
    /// <summary>From the trace to a device: one <see cref="TraceCommand"/>.</summary>
    public const string Command = "command";

    /// <summary>To an account service: one <see cref="UserMail"/>.</summary>
    public const string User = "user";

    /// <summary>To a delivery service: one <see cref="GroupMail"/>.</summary>
    public const string Group = "group";

    /// <summary>From an account service to a device: one <see cref="MailboxDelivery"/>.</summary>
    public const string Mailbox = "mailbox";

    /// <summary>From an account service to the thief of a device's state: one <see cref="DeviceItem"/>.</summary>
    public const string Overheard = "overheard";
}
