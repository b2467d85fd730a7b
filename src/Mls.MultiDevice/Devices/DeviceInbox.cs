using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>A device's incoming mail: in the order of the mailbox whatever the order of arrival, and kept while offline.</summary>
internal sealed class DeviceInbox(Device device)
{
    /// <summary>Milliseconds that an entry may be on its way to a device that is connected.</summary>
    private const long Transit = 10_000;

    private readonly SortedDictionary<ulong, (Cause Cause, DeviceItem Item)> _arrived = [];
    private ulong _next = 1;

    /// <summary>Number of the next item whose turn it is.</summary>
    public ulong Next => _next;

    /// <summary>Takes items and handles those whose turn it is.</summary>
    public void Arrive(Step step, MailboxDelivery delivery)
    {
        if (delivery.First == 0 || ulong.MaxValue - delivery.First < (ulong)delivery.Items.Count)
        {
            step.See(new DeviceFact.Refused(ItemRules.Malformed));
            return;
        }

        for (var i = 0; i < delivery.Items.Count; i++)
        {
            var number = delivery.First + (ulong)i;
            if (number >= _next)
            {
                _arrived.TryAdd(number, (step.Cause, delivery.Items[i]));
            }
        }

        if (device.IsOnline)
        {
            Drain(step);
        }
    }

    /// <summary>Handles everything whose turn it is. Whoever then still stands before a group that only siblings can open asks them.</summary>
    public void Drain(Step step)
    {
        var asking = new List<(Cause Cause, string Group)>();
        while (_arrived.Remove(_next, out var next))
        {
            _next++;
            using (step.For(next.Cause))
            {
                if (!device.IsActive)
                {
                    continue;
                }

                if (IsForSiblings(next.Item) is { } group)
                {
                    device.Entrances.WelcomeOfSiblings(group);
                    asking.Add((step.Cause, group.Name));
                }
                else
                {
                    Handle(step, next.Item is DeviceItem.Entry entry ? entry with { IsLate = IsLate(step, entry) } : next.Item);
                }
            }
        }

        foreach (var (cause, group) in asking.Where(one => device.IsActive && device.Mode.UserGroup?.IsLetInto(one.Group) is not true))
        {
            using (step.For(cause))
            {
                device.Entrances.FindAnotherWay(step, group);
            }
        }
    }

    /// <summary>Handles an item, unless it breaks a rule.</summary>
    public void Handle(Step step, DeviceItem item)
    {
        if (ItemRules.Broken(device, item) is { } rule)
        {
            step.See(new DeviceFact.Refused(rule));
            return;
        }

        switch (item)
        {
            case DeviceItem.Entry entry:
                ReceiveEntry(step, entry);
                break;
            case DeviceItem.Welcomed welcomed:
                device.Entrances.Welcome(step, welcomed);
                break;
            case DeviceItem.PublicState state:
                device.Entrances.Enter(step, state);
                break;
            case DeviceItem.Created created:
                device.Mode.UserGroup?.ReceiveCreated(step, created);
                break;
            case DeviceItem.GroupList list:
                foreach (var group in list.Groups)
                {
                    device.Entrances.Expect(GroupName.Of(group));
                }

                break;
            case DeviceItem.GroupLeft left:
                Leave(left);
                break;
            case DeviceItem.GroupInfoSupplied supplied:
                device.Entries.Join(step, supplied);
                break;
            case DeviceItem.Refused refused:
                RefusalReceiver.Receive(device, step, refused);
                break;
            case DeviceItem.KeyPackages packages:
                device.KeyPackages.Take(step, packages);
                break;
            case DeviceItem.SignedOut:
                device.Jobs.Abandon(step);
                device.BeRobbed();
                device.Clear();
                break;
            default:
                AssignmentIntake.Take(device, step, item);
                break;
        }

        device.Thief?.Hear(step, item);
    }

    /// <summary>Receives an entry of a group's log, or keeps it until the device is in the group.</summary>
    public void ReceiveEntry(Step step, DeviceItem.Entry entry)
    {
        if (entry.Group is GroupName.Conversation conversation && device.Entries.Enter(step, conversation.Name, entry))
        {
            return;
        }

        if (device.Find(entry.Group) is not { } membership)
        {
            device.Entrances.Keep(step, entry);
        }
        else if (entry.Group is not GroupName.Conversation { Name: var name } || !device.Entries.Contains(name))
        {
            // Where the device is lost, the way back is under way, and nothing before it can be followed.
            EntryReceiver.Receive(device, step, membership, entry);
        }
    }

    /// <summary>For snapshots.</summary>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64(_next);
        var mark = writer.BeginVector();
        foreach (var (number, (cause, item)) in _arrived)
        {
            writer.WriteUInt64(number);
            cause.Write(writer);
            item.Write(writer);
        }

        writer.EndVector(mark);
    }

    /// <summary>Takes over what a snapshot held.</summary>
    public void Restore(ref TlsReader reader)
    {
        _next = reader.ReadUInt64();
        reader.VisitVector((ref TlsReader content) =>
        {
            _arrived.Add(content.ReadUInt64(), (Cause.Read(ref content), DeviceItem.Read(ref content)));
        });
    }

    /// <summary>The conversation that a Welcome is to, where only siblings have its keys.</summary>
    private GroupName.Conversation? IsForSiblings(DeviceItem item) =>
        item is DeviceItem.Welcomed { Group: GroupName.Conversation group } welcomed
        && ItemRules.Broken(device, welcomed) is null
        && device.Find(group) is null
        && device.Mode.UserGroup?.IsForSiblings(welcomed.Welcome) is true
            ? group
            : null;

    /// <summary>What reaches a device that has been connected for a while was accepted just now.</summary>
    private bool IsLate(Step step, DeviceItem.Entry entry) =>
        step.Now - device.ConnectedAt > Transit && entry.AcceptedAt < (ulong)Math.Max(step.Now - Transit, 0);

    private void Leave(DeviceItem.GroupLeft left)
    {
        var group = GroupName.Of(left.Group);
        if (device.Find(group) is not { } membership || membership.Held.Count > 0 || device.Entries.Contains(left.Group))
        {
            // Whoever follows the group has seen it leave; this device cannot, or could not yet.
            device.Entries.Forget(left.Group);
            device.Entrances.Forsake(group, left.Epoch);
        }
    }
}
