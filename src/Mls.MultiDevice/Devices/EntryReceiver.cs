using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Validation;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>Receives one entry of a group's log: the device's side of a message, whatever the mode.</summary>
internal static class EntryReceiver
{
    public static void Receive(Device device, Step step, Membership membership, DeviceItem.Entry entry)
    {
        if (membership.Held.Count > 0)
        {
            membership.Held.Enqueue(entry);
            return;
        }

        Process(device, step, membership, entry);
    }

    /// <summary>Tries the entries again that waited for a sibling's epoch. One of them may remove the device; what comes after it then waits for the way back in.</summary>
    public static void Retry(Device device, Step step)
    {
        foreach (var membership in device.Groups.Values.Where(one => one.Held.Count > 0).ToArray())
        {
            var held = membership.Held.ToArray();
            membership.Held.Clear();
            foreach (var entry in held)
            {
                device.Inbox.Again(step, entry);
            }

            device.Inbox.Settle(step, membership.Name);
        }
    }

    private static void Process(Device device, Step step, Membership membership, DeviceItem.Entry entry)
    {
        MlsMessage message;
        try
        {
            message = Tls.Decode<MlsMessage>(entry.Octets);
        }
        catch (MalformedException)
        {
            step.See(new DeviceFact.Refused("malformed"));
            return;
        }

        if (message is not (MlsMessage.OfPublicMessage or MlsMessage.OfPrivateMessage))
        {
            step.See(new DeviceFact.Refused(ItemRules.Malformed));
            return;
        }

        try
        {
            Dispatch(device, step, membership, entry, message, membership.Group.Receive(message));
        }
        catch (ProtocolViolationException violation)
        {
            Refuse(device, step, membership, entry, message, violation.Violation.Id);
        }
        catch (MalformedException)
        {
            Refuse(device, step, membership, entry, message, "malformed");
        }
    }

    private static void Dispatch(Device device, Step step, Membership membership, DeviceItem.Entry entry, MlsMessage message, ReceiveResult result)
    {
        switch (result)
        {
            case ReceiveResult.OwnEcho when membership.Pending is { } pending && Tls.EncodeOpaque(pending.Message) == entry.Octets:
                using (var own = membership.TakePending())
                {
                    device.Work.Accepted(step, membership);
                    Apply(device, step, membership, own!.Staged);
                }

                break;
            case ReceiveResult.CommitStaged { Staged: var staged }:
                using (staged)
                {
                    Follow(device, step, membership, staged);
                }

                break;
            case ReceiveResult.Application application when membership.Name.Length == 0:
                device.Mode.ReceiveFromSibling(step, application.Data);
                break;
            case ReceiveResult.Application application:
                step.See(new DeviceFact.MessageOpened(membership.Name, entry.Number, application.Epoch.Value, step.Now - (long)entry.SentAt));
                break;
            case ReceiveResult.OldEpoch old when message is MlsMessage.OfPrivateMessage { Message.ContentType: ContentType.Application }:
                if (old.Epoch.Value < membership.JoinEpoch)
                {
                    step.See(new DeviceFact.MessageSkipped(device.FactName(membership), entry.Number, old.Epoch.Value, membership.JoinEpoch));
                }
                else
                {
                    step.See(new DeviceFact.MessageFailed(device.FactName(membership), entry.Number, nameof(ReceiveResult.OldEpoch)));
                }

                break;
            case ReceiveResult.AwaitingSibling:
                membership.Held.Enqueue(entry);
                break;
            case ReceiveResult.FutureEpoch:
                Refuse(device, step, membership, entry, message, nameof(ReceiveResult.FutureEpoch));
                break;
            default:
                break;
        }
    }

    private static void Follow(Device device, Step step, Membership membership, StagedCommit staged)
    {
        if (membership.Pending is not null)
        {
            device.Work.Lost(step, membership);
        }

        if (staged.RemovesSelf)
        {
            device.Leave(membership);
            return;
        }

        Apply(device, step, membership, staged);
    }

    private static void Apply(Device device, Step step, Membership membership, StagedCommit staged)
    {
        device.Mode.Applying(step, membership, staged);
        membership.Group.Apply(staged);
        device.Entered(step, membership, joined: false);
        if (membership.Name.Length == 0)
        {
            Retry(device, step);
        }
    }

    /// <summary>An accepted message that cannot be processed: seen, reported, and where it was a Commit the way back is begun.</summary>
    private static void Refuse(Device device, Step step, Membership membership, DeviceItem.Entry entry, MlsMessage message, string rule)
    {
        if (message is MlsMessage.OfPrivateMessage { Message: { ContentType: ContentType.Application } open })
        {
            if (open.Epoch.Value < membership.JoinEpoch)
            {
                step.See(new DeviceFact.MessageSkipped(device.FactName(membership), entry.Number, open.Epoch.Value, membership.JoinEpoch));
            }
            else
            {
                step.See(new DeviceFact.MessageFailed(device.FactName(membership), entry.Number, rule));
            }

            return;
        }

        if (message is MlsMessage.OfPublicMessage { Message.Content.Body: FramedContentBody.OfProposal })
        {
            step.See(new DeviceFact.Refused(rule));
            return;
        }

        step.See(new DeviceFact.CommitUnprocessable(device.FactName(membership), membership.Group.Epoch.Value, rule));
        if (membership.Name.Length > 0)
        {
            step.Tell(membership.Name, new GroupMail.ReportUnprocessable(entry.Number, rule));
            membership.DropPending();
            device.Entries.Begin(step, membership.Name);
        }
    }
}
