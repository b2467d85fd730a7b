using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>Receives one entry of a group's log: the device's side of a message, whatever the mode.</summary>
internal static class EntryReceiver
{
    /// <summary>A Commit that is said to have been accepted before what the group's order has before it.</summary>
    public const string AcceptedAtWentBack = "AcceptedAtWentBack";

    /// <summary>Milliseconds for which entries wait for a sibling's epoch, and how many: whatever it is that does not come, the way back is an external Commit.</summary>
    private const long MaxWait = 10 * 60_000;
    private const int MaxHeld = 512;

    /// <summary>The rule that is named where a sibling's epoch has not come.</summary>
    private const string Stuck = "SiblingEpochMissing";

    public static void Receive(Device device, Step step, Membership membership, DeviceItem.Entry entry)
    {
        if (membership.Held.Count > 0)
        {
            membership.Hold(entry, step.Now);
            return;
        }

        Process(device, step, membership, entry);
    }

    /// <summary>Tries the entries again that waited for a sibling's epoch. One of them may remove the device; what comes after it then waits for the way back in.</summary>
    public static void Retry(Device device, Step step)
    {
        foreach (var membership in device.Groups.Values.Where(one => one.Held.Count > 0).ToArray())
        {
            foreach (var entry in membership.TakeHeld())
            {
                device.Inbox.ReceiveEntry(step, entry);
            }

            membership.SettleHeld();
            device.Entrances.Settle(step, membership.Name);
        }
    }

    /// <summary>Where entries have waited too long the device cannot follow, and begins the way back.</summary>
    public static void GiveUpHeld(Device device, Step step)
    {
        foreach (var membership in device.Groups.Values)
        {
            if (membership.HeldSince + MaxWait <= step.Now || membership.Held.Count > MaxHeld)
            {
                var first = membership.Held.Peek();
                membership.TakeHeld();
                membership.SettleHeld();
                BeginAnew(device, step, membership, first.Number, Stuck);
            }
        }
    }

    /// <summary>Virtual milliseconds at which entries have waited too long; <see langword="null"/> where none wait.</summary>
    public static long? NextGivingUp(Device device) => device.Groups.Values.Min(membership => membership.HeldSince + MaxWait);

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

        var received = new Received(membership, entry, message);
        try
        {
            device.Authentication.Following = entry;
            Dispatch(device, step, received, Open(device, membership, message));
        }
        catch (ProtocolViolationException violation)
        {
            Refuse(device, step, received, violation.Violation.Id);
        }
        catch (MalformedException)
        {
            Refuse(device, step, received, "malformed");
        }
        finally
        {
            device.Authentication.Following = null;
        }
    }

    private static ReceiveResult Open(Device device, Membership membership, MlsMessage message)
    {
        var watch = device.Environment.Watch;
        var began = watch.Begin();
        var result = membership.Group.Receive(message);
        switch (result)
        {
            case ReceiveResult.CommitStaged:
                watch.Processed(began, membership.Name);
                break;
            case ReceiveResult.Application:
                watch.Opened(began, membership.Name);
                break;
            default:
                break;
        }

        return result;
    }

    private static void Dispatch(Device device, Step step, Received received, ReceiveResult result)
    {
        var (membership, entry, message) = received;
        switch (result)
        {
            case ReceiveResult.OwnEcho when membership.Pending is { } pending && Tls.EncodeOpaque(pending.Message) == entry.Octets:
                using (var own = membership.TakePending())
                {
                    membership.Reach(entry.AcceptedAt);
                    device.Jobs.Accepted(membership, own!);
                    Apply(device, step, membership, own!.Staged);
                }

                break;
            case ReceiveResult.CommitStaged { Staged: var staged }:
                using (staged)
                {
                    if (Broken(device, step, membership, entry, staged) is { } rule)
                    {
                        Refuse(device, step, received, rule);
                        break;
                    }

                    See(device, step, membership, entry, staged);
                    membership.Reach(entry.AcceptedAt);
                    Follow(device, step, membership, staged);
                }

                break;
            case ReceiveResult.Application application when membership.Name is GroupName.OfUser:
                device.Mode.UserGroup?.ReceiveFromSibling(step, application.Data);
                break;
            case ReceiveResult.Application application:
                membership.Reach(entry.AcceptedAt);
                step.See(new DeviceFact.MessageOpened(membership.ConversationName, entry.Number, application.Epoch.Value, step.Now - (long)entry.SentAt));
                break;
            case ReceiveResult.OldEpoch old when message is MlsMessage.OfPrivateMessage { Message.ContentType: ContentType.Application }:
                if (old.Epoch.Value < membership.JoinEpoch)
                {
                    step.See(new DeviceFact.MessageSkipped(device.FactName(membership.Name), entry.Number, old.Epoch.Value, membership.JoinEpoch));
                }
                else
                {
                    step.See(new DeviceFact.MessageFailed(device.FactName(membership.Name), entry.Number, nameof(ReceiveResult.OldEpoch)));
                }

                break;
            case ReceiveResult.AwaitingSibling:
                membership.Hold(entry, step.Now);
                break;
            case ReceiveResult.FutureEpoch:
                Refuse(device, step, received, nameof(ReceiveResult.FutureEpoch));
                break;
            default:
                break;
        }
    }

    /// <summary>What the library does not ask: the group's own order, the committer's key where the Commit brings no new one, and the rules of the mode. A Commit that breaks one of
    /// them is nobody's, whoever has accepted it.</summary>
    private static string? Broken(Device device, Step step, Membership membership, DeviceItem.Entry entry, StagedCommit staged)
    {
        var transition = staged.Transition;
        if (entry.AcceptedAt < membership.AcceptedUpTo)
        {
            return AcceptedAtWentBack;
        }

        if (transition.Path is null && transition.Before.Tree.Leaf(transition.Provisional.Committer) is { } leaf && !device.Authentication.IsValid(leaf.Credential, leaf.SignatureKey))
        {
            return LeafViolations.CommitCredential.Id;
        }

        return membership.Name is GroupName.OfUser ? null : device.Environment.Rules.Broken(transition, step.Now) ?? device.Mode.UserGroup?.Broken(staged);
    }

    private static void See(Device device, Step step, Membership membership, DeviceItem.Entry entry, StagedCommit staged)
    {
        if (membership.Name is GroupName.Conversation)
        {
            foreach (var flag in device.Environment.Rules.Flags(staged.Transition, Math.Min(step.Now, (long)entry.SentAt)))
            {
                step.See(new DeviceFact.Refused(flag));
            }
        }
    }

    private static void Follow(Device device, Step step, Membership membership, StagedCommit staged)
    {
        if (membership.Pending is not null)
        {
            device.Jobs.Lost(step, membership);
        }

        if (staged.RemovesSelf)
        {
            if (GroupCommits.LeavesOf(staged.Transition.After, device.User).Any())
            {
                // Siblings stay: it is this device that has to go, and not its user.
                device.BeRobbed();
            }

            device.Leave(membership);
            return;
        }

        Apply(device, step, membership, staged);
    }

    private static void Apply(Device device, Step step, Membership membership, StagedCommit staged)
    {
        device.Founded(step, membership);
        device.Mode.UserGroup?.Applying(step, membership, staged);
        membership.Group.Apply(staged);
        device.Entered(step, membership, joined: false);
        if (membership.Name is GroupName.OfUser)
        {
            Retry(device, step);
        }
    }

    /// <summary>An accepted message that cannot be processed: seen, reported, and where it was a Commit the way back is begun.</summary>
    private static void Refuse(Device device, Step step, Received received, string rule)
    {
        var (membership, entry, message) = received;
        if (message is MlsMessage.OfPrivateMessage { Message: { ContentType: ContentType.Application } open })
        {
            if (open.Epoch.Value < membership.JoinEpoch)
            {
                step.See(new DeviceFact.MessageSkipped(device.FactName(membership.Name), entry.Number, open.Epoch.Value, membership.JoinEpoch));
            }
            else
            {
                step.See(new DeviceFact.MessageFailed(device.FactName(membership.Name), entry.Number, rule));
            }

            return;
        }

        if (message is MlsMessage.OfPublicMessage { Message.Content.Body: FramedContentBody.OfProposal })
        {
            step.See(new DeviceFact.Refused(rule));
            return;
        }

        BeginAnew(device, step, membership, entry.Number, rule);
    }

    private static void BeginAnew(Device device, Step step, Membership membership, ulong number, string rule)
    {
        step.See(new DeviceFact.CommitUnprocessable(device.FactName(membership.Name), membership.Group.Epoch.Value, rule));
        if (membership.Name is GroupName.Conversation { Name: var group })
        {
            step.Tell(group, new GroupMail.ReportUnprocessable(number, rule));
            if (membership.Pending is not null)
            {
                device.Jobs.Lost(step, membership);
            }

            device.Entries.Begin(step, group);
        }
    }

    /// <summary>An entry of a group's log, decoded.</summary>
    private sealed record Received(Membership Membership, DeviceItem.Entry Entry, MlsMessage Message);
}
