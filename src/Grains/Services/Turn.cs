using Grains.Actors;
using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>One event of a service: when it happens, what caused it, and the way out.</summary>
internal sealed class Turn(long now, Operation operation, IOutbox outbox, long? sentAt = null)
{
    /// <summary>Virtual milliseconds.</summary>
    public long Now { get; } = now;

    /// <summary>Virtual milliseconds at which the mail was sent that is being handled; now, where it is none.</summary>
    public long SentAt { get; } = sentAt ?? now;

    /// <summary>What caused the event; everything that follows from it carries it on.</summary>
    public Operation Operation { get; } = operation;

    /// <summary>The same moment for something that another operation caused.</summary>
    public Turn For(Operation cause) => new(Now, cause, outbox, SentAt);

    /// <summary>To an account service.</summary>
    public void ToUser(string user, UserMail mail) => outbox.Send(MailEncoder.ToUser(user, mail, LinkClass.ServiceToService, Operation));

    /// <summary>To several account services.</summary>
    public void ToUsers(Recipients users, UserMail mail) => outbox.Send(MailEncoder.ToUsers(users, mail, LinkClass.ServiceToService, Operation));

    /// <summary>To one device, through its account service.</summary>
    public void ToDevice(string device, DeviceItem item) => ToUser(Address.UserOf(device), new UserMail.Forward(device, item));

    /// <summary>To a delivery service.</summary>
    public void ToGroup(string group, GroupMail mail) => outbox.Send(MailEncoder.ToGroup(group, mail, LinkClass.ServiceToService, Operation));

    /// <summary>From the account service to one of its devices.</summary>
    /// <param name="device">The device.</param>
    /// <param name="delivery">What it gets.</param>
    /// <param name="label">The column of the accounts.</param>
    /// <param name="backlog">As in <see cref="Grains.Interfaces.Contracts.Mail.Backlog"/>.</param>
    public void Deliver(string device, MailboxDelivery delivery, string label, int backlog) =>
        outbox.Send(MailEncoder.ToDevice(device, delivery, label, Operation) with { Backlog = backlog });

    /// <summary>Puts a record of one of the user's devices into the directory.</summary>
    public void Append(string user, OpaqueBytes record)
    {
        if (!record.IsEmpty)
        {
            outbox.AppendToDirectory(user, "record", Octets.Own(record.ToArray()), Operation);
        }
    }

    /// <summary>From the account service to whoever has stolen the state of one of its devices.</summary>
    public void Overhear(string device, DeviceItem item) => outbox.Send(MailEncoder.ToThief(device, item, Operation));

    /// <summary>Lets the outside see something.</summary>
    public void Observe(Observation observation) => outbox.Observe(observation, Operation);

    /// <summary>Accounts for records that the service has fetched from the directory.</summary>
    public void Fetched(int records, long octets) => outbox.Fetched(records, octets, LinkClass.ServiceToService, Operation);

    /// <summary>Sets a timer.</summary>
    public void SetTimer(string key, long at) => outbox.SetTimer(key, at);

    /// <summary>Cancels a timer.</summary>
    public void CancelTimer(string key) => outbox.CancelTimer(key);
}
