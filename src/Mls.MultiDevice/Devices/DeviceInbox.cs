using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>A device's incoming mail: in the order of the mailbox whatever the order of arrival, kept while offline, and entries kept until their group is there.</summary>
internal sealed class DeviceInbox(Device device)
{
    /// <summary>Milliseconds that an entry may be on its way to a device that is connected.</summary>
    private const long Transit = 10_000;

    private readonly SortedDictionary<ulong, (Cause Cause, DeviceItem Item)> _arrived = [];
    private readonly SortedDictionary<string, GroupEntrance> _waiting = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DeviceItem.Welcomed> _welcomes = new(StringComparer.Ordinal);
    private ulong _next = 1;

    /// <summary>Number of the next item whose turn it is.</summary>
    public ulong Next => _next;

    /// <summary>Whether the device is on its way into the group.</summary>
    public bool IsEntering(string group) => _waiting.ContainsKey(group) || _welcomes.ContainsKey(group);

    /// <summary>Whether a Welcome to the group waits for the group's state.</summary>
    public bool IsWelcomed(string group) => _welcomes.ContainsKey(group);

    /// <summary>The groups that the device is on its way into.</summary>
    public IEnumerable<string> Entering() => _waiting.Keys;

    /// <summary>The way into a group that the device is on; <see langword="null"/> where it is on none.</summary>
    public GroupEntrance? Entrance(string group) => _waiting.GetValueOrDefault(group);

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
                if (device.IsActive && next.Item is DeviceItem.Welcomed { Group.Length: > 0 } welcomed && ItemRules.Broken(device, welcomed) is null
                    && device.Find(welcomed.Group) is null && device.Mode.IsForSiblings(welcomed.Welcome))
                {
                    _welcomes.Remove(welcomed.Group);
                    device.Mode.ForgetLetIn(welcomed.Group);
                    Expect(welcomed.Group);
                    asking.Add((step.Cause, welcomed.Group));
                }
                else if (device.IsActive)
                {
                    Handle(step, next.Item is DeviceItem.Entry entry ? entry with { IsLate = IsLate(step, entry) } : next.Item);
                }
            }
        }

        foreach (var (cause, group) in asking.Where(one => device.IsActive && !device.Mode.IsLetInto(one.Group)))
        {
            using (step.For(cause))
            {
                FindAnotherWay(step, group);
            }
        }
    }

    /// <summary>What reaches a device that has been connected for a while was accepted just now.</summary>
    private bool IsLate(Step step, DeviceItem.Entry entry) =>
        step.Now - device.ConnectedAt > Transit && entry.AcceptedAt < (ulong)Math.Max(step.Now - Transit, 0);

    /// <summary>Handles the entries that were kept until the device was in the group.</summary>
    public void Release(Step step, string group)
    {
        if (!_waiting.Remove(group, out var entrance))
        {
            return;
        }

        foreach (var (cause, entry) in entrance.Entries)
        {
            using (step.For(cause))
            {
                Handle(step, entry);
            }
        }
    }

    /// <summary>Handles an entry that was held back, whatever has become of its group.</summary>
    public void Again(Step step, DeviceItem.Entry entry) => ReceiveEntry(step, entry);

    /// <summary>Entries of a group are held back no longer: a Welcome that has come meanwhile counts where the device has been removed, and is of no use otherwise.</summary>
    public void Settle(Step step, string group)
    {
        if (!_welcomes.TryGetValue(group, out var welcomed) || device.Find(group) is { Held.Count: > 0 })
        {
            return;
        }

        if (device.Find(group) is not null)
        {
            _welcomes.Remove(group);
            return;
        }

        Expect(group);
        if (group.Length > 0)
        {
            step.Tell(group, new GroupMail.Fetch(device.Name, welcomed.Epoch));
        }
    }

    /// <summary>Keeps entries of a group that the device is about to enter.</summary>
    public void Expect(string group)
    {
        if (device.Find(group) is null && !_waiting.ContainsKey(group))
        {
            _waiting.Add(group, new GroupEntrance(device.UserGroup?.Group.Epoch.Value ?? 0));
        }
    }

    /// <summary>The group is not the device's business any more; a Welcome to a later epoch is.</summary>
    public void Forsake(string group, ulong epoch)
    {
        if (_welcomes.TryGetValue(group, out var welcomed) && welcomed.Epoch > epoch)
        {
            return;
        }

        _waiting.Remove(group);
        _welcomes.Remove(group);
        if (device.Find(group) is { } membership)
        {
            device.Leave(membership);
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
        mark = writer.BeginVector();
        foreach (var (group, entrance) in _waiting)
        {
            writer.WriteText(group);
            entrance.Write(writer);
        }

        writer.EndVector(mark);
        mark = writer.BeginVector();
        foreach (var welcomed in _welcomes.Values)
        {
            welcomed.Write(writer);
        }

        writer.EndVector(mark);
    }

    /// <summary>Takes over what a snapshot held.</summary>
    public void Restore(ref TlsReader reader)
    {
        _next = reader.ReadUInt64();
        var content = reader.ReadVector();
        while (!content.AtEnd)
        {
            _arrived.Add(content.ReadUInt64(), (Cause.Read(ref content), DeviceItem.Read(ref content)));
        }

        content = reader.ReadVector();
        while (!content.AtEnd)
        {
            _waiting.Add(content.ReadText(), GroupEntrance.Read(ref content));
        }

        content = reader.ReadVector();
        while (!content.AtEnd)
        {
            var welcomed = (DeviceItem.Welcomed)DeviceItem.Read(ref content);
            _welcomes.Add(welcomed.Group, welcomed);
        }
    }

    private void Handle(Step step, DeviceItem item)
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
                _welcomes[welcomed.Group] = welcomed;
                Expect(welcomed.Group);
                if (welcomed.Group.Length > 0)
                {
                    step.Tell(welcomed.Group, new GroupMail.Fetch(device.Name, welcomed.Epoch));
                }

                break;
            case DeviceItem.GroupState state:
                EnterGroup(step, state);
                break;
            case DeviceItem.Created created:
                device.Mode.ReceiveCreated(step, created);
                break;
            case DeviceItem.GroupList list:
                foreach (var group in list.Groups)
                {
                    Expect(group);
                }

                break;
            case DeviceItem.GroupLeft left when device.Find(left.Group) is not { } membership || membership.Held.Count > 0 || device.Entries.Contains(left.Group):
                // Whoever follows the group has seen it leave; this device cannot, or could not yet.
                device.Entries.Forget(left.Group);
                Forsake(left.Group, left.Epoch);
                break;
            case DeviceItem.SignedOut:
                device.Work.Abandon(step);
                device.BeRobbed();
                device.Clear();
                break;
            default:
                device.Work.Take(step, item);
                break;
        }

        device.Thief?.Hear(step, item);
    }

    private void ReceiveEntry(Step step, DeviceItem.Entry entry)
    {
        if (device.Entries.Enter(step, entry))
        {
            return;
        }

        if (device.Find(entry.Group) is { } membership)
        {
            if (device.Entries.Contains(entry.Group))
            {
                // Lost: the way back is under way, and nothing before it can be followed.
                return;
            }

            EntryReceiver.Receive(device, step, membership, entry);
            return;
        }

        Expect(entry.Group);
        _waiting[entry.Group].Entries.Add((step.Cause, entry));
    }

    private void EnterGroup(Step step, DeviceItem.GroupState state)
    {
        try
        {
            if (state.Group.Length > 0 && !device.Mode.CanEnter)
            {
                step.See(new DeviceFact.Refused(ItemRules.NoUserGroup));
                return;
            }

            if (!_waiting.ContainsKey(state.Group) && !device.Entries.Contains(state.Group))
            {
                // It has entered another way, or has nothing to enter any more.
                return;
            }

            if (device.Find(state.Group) is { Held.Count: > 0 } && !device.Entries.Contains(state.Group))
            {
                // Among what is held back may be the Commit that removes the device; then it is the Welcome's turn.
                return;
            }

            // Somebody who was removed and added again while away has two Welcomes, or was told an epoch of the former membership: only the last Welcome counts.
            var isWelcomed = _welcomes.TryGetValue(state.Group, out var welcomed);
            if (isWelcomed && welcomed!.Epoch != state.Epoch)
            {
                return;
            }

            _welcomes.Remove(state.Group);

            // It may have been let in by a sibling and by a Welcome: whichever came first counts.
            if (device.Find(state.Group) is not null && !device.Entries.Contains(state.Group))
            {
                return;
            }

            var group = isWelcomed ? EnterByWelcome(welcomed!, state) : device.Mode.EnterBySibling(state);
            if (group is not null && !device.IsNamed(group.GroupId, state.Group))
            {
                group.Dispose();
                Fail(step, state.Group, new DeviceFact.Refused(ItemRules.WrongGroup));
            }
            else if (group is not null && state.Group.Length > 0 && device.Environment.Rules.Broken(group.Public.Tree, null, null, step.Now) is { } rule)
            {
                group.Dispose();
                Fail(step, state.Group, new DeviceFact.Refused(rule));
            }
            else if (group is not null)
            {
                device.Enter(step, state.Group, group, state.AcceptedAt);
            }
            else if (state.Group.Length > 0)
            {
                FindAnotherWay(step, state.Group);
            }
        }
        catch (ProtocolViolationException violation)
        {
            Fail(step, state.Group, new DeviceFact.CommitUnprocessable(state.Group, state.Epoch, violation.Violation.Id));
        }
        catch (MalformedException)
        {
            Fail(step, state.Group, new DeviceFact.Refused(ItemRules.Malformed));
        }
    }

    /// <summary>What was to lead into a group does not, and is used up: the way in is an external Commit.</summary>
    public void Fail(Step step, string group, DeviceFact fact)
    {
        step.See(fact);
        if (group.Length > 0 && _waiting.ContainsKey(group) && !_welcomes.ContainsKey(group) && device.Find(group) is null && device.Mode.CanEnter)
        {
            device.Entries.Begin(step, group);
        }
    }

    /// <summary>What the way in led to is not there any more, or was never for this device: a sibling is asked, and where that has been tried, or there is none to ask, it is an external Commit.</summary>
    public void FindAnotherWay(Step step, string group)
    {
        if (!_waiting.TryGetValue(group, out var entrance) || _welcomes.ContainsKey(group) || device.Entries.Contains(group))
        {
            return;
        }

        if (device.UserGroup is not null && !entrance.HasAsked)
        {
            entrance.HasAsked = true;
            step.Tell(device.User, new UserMail.AskSiblingWelcome(group));
        }
        else
        {
            device.Entries.Begin(step, group);
        }
    }

    /// <summary>The epoch that a Welcome or a sibling led to is not kept any more.</summary>
    public void EpochGone(Step step, string group)
    {
        if (device.Find(group) is null && _waiting.ContainsKey(group))
        {
            _welcomes.Remove(group);
            FindAnotherWay(step, group);
        }
    }

    private Group? EnterByWelcome(DeviceItem.Welcomed welcomed, DeviceItem.GroupState state)
    {
        if (Tls.Decode<MlsMessage>(welcomed.Welcome) is not MlsMessage.OfWelcome { Welcome: var welcome })
        {
            throw new MalformedException("a message that is not a Welcome", 0);
        }

        if (device.Mode.FindJoinKeys(welcome) is not { } found)
        {
            return null;
        }

        using var keys = found;
        var services = state.Group.Length == 0 ? device.Services : device.Mode.Services;
        var began = device.Environment.Watch.Begin();
        var group = WelcomeReceiver.Join(services, welcome, keys, Tls.Decode<RatchetTree>(state.Tree));
        device.Environment.Watch.Welcomed(began, state.Group);
        return group;
    }
}
