using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains;

/// <summary>Typed mail to the engine's mail.</summary>
public static class MailEncoder
{
    /// <summary>To one account service.</summary>
    public static Mail ToUser(string user, UserMail mail, LinkClass link, Operation operation) =>
        ToUsers(Recipients.One(ActorId.User(user)), mail, link, operation);

    /// <summary>To several account services: one body for all.</summary>
    public static Mail ToUsers(Recipients users, UserMail mail, LinkClass link, Operation operation)
    {
        ArgumentNullException.ThrowIfNull(mail);
        return Encode(users, MailKinds.User, mail, mail.Label, mail.CountedOctets, link, operation) with { DirectoryOctets = mail.DirectoryOctets };
    }

    /// <summary>To a delivery service.</summary>
    public static Mail ToGroup(string group, GroupMail mail, LinkClass link, Operation operation)
    {
        ArgumentNullException.ThrowIfNull(mail);
        return Encode(Recipients.One(ActorId.Group(group)), MailKinds.Group, mail, mail.Label, mail.CountedOctets, link, operation);
    }

    /// <summary>To a device.</summary>
    public static Mail ToDevice(string device, MailboxDelivery mail, string label, Operation operation)
    {
        ArgumentNullException.ThrowIfNull(mail);
        return Encode(Recipients.One(ActorId.Device(device)), MailKinds.Mailbox, mail, label, mail.CountedOctets, LinkClass.ServiceToDevice, operation);
    }

    /// <summary>To the thief of a device's state.</summary>
    public static Mail ToThief(string device, DeviceItem item, Operation operation)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Encode(Recipients.One(ActorId.Device(device)), MailKinds.Overheard, item, MailKinds.Overheard, 0, LinkClass.Overheard, operation);
    }

    private static Mail Encode<T>(Recipients to, string kind, T mail, string label, int counted, LinkClass link, Operation operation)
        where T : ITlsStruct<T> => new()
        {
            To = to,
            Kind = kind,
            Link = link,
            Operation = operation,
            Body = Octets.Own(Tls.Encode(mail)),
            CountedOctets = counted,
            Label = label,
        };
}
