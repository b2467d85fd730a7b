using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Tree;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>A device's ways into groups that it is not in yet: by a Welcome, by what a sibling tells, and where these lead nowhere by an external Commit. Entries are kept until it is in.</summary>
internal sealed class GroupEntrances(Device device)
{
    private readonly SortedDictionary<GroupName, GroupEntrance> _waiting = new(GroupName.Order);
    private readonly SortedDictionary<GroupName, DeviceItem.Welcomed> _welcomes = new(GroupName.Order);

    /// <summary>Whether the device is on its way into the group.</summary>
    public bool IsEntering(GroupName group) => _waiting.ContainsKey(group) || _welcomes.ContainsKey(group);

    /// <summary>Whether a Welcome to the group waits for the group's state.</summary>
    public bool IsWelcomed(GroupName group) => _welcomes.ContainsKey(group);

    /// <summary>The conversations that the device is on its way into.</summary>
    public IEnumerable<string> Conversations() => _waiting.Keys.OfType<GroupName.Conversation>().Select(group => group.Name);

    /// <summary>The ways that the device is on.</summary>
    public IEnumerable<GroupEntrance> All => _waiting.Values;

    /// <summary>The way into a group that the device is on; <see langword="null"/> where it is on none.</summary>
    public GroupEntrance? Find(GroupName group) => _waiting.GetValueOrDefault(group);

    /// <summary>Keeps entries of a group that the device is about to enter.</summary>
    public void Expect(GroupName group)
    {
        if (device.Find(group) is null && !_waiting.ContainsKey(group))
        {
            _waiting.Add(group, new GroupEntrance(device.UserGroup?.Group.Epoch.Value ?? 0));
        }
    }

    /// <summary>Keeps an entry of a group that the device is not in.</summary>
    public void Keep(Step step, DeviceItem.Entry entry)
    {
        Expect(entry.Group);
        _waiting[entry.Group].Entries.Add((step.Cause, entry));
    }

    /// <summary>A Welcome has come: the group's public state is asked for; that of the user group comes by itself.</summary>
    public void Welcome(Step step, DeviceItem.Welcomed welcomed)
    {
        _welcomes[welcomed.Group] = welcomed;
        Expect(welcomed.Group);
        Fetch(step, welcomed);
    }

    /// <summary>A Welcome has come whose keys only siblings have: it leads this device nowhere, and what was told before does not either.</summary>
    public void WelcomeOfSiblings(GroupName.Conversation group)
    {
        _welcomes.Remove(group);
        device.Mode.UserGroup?.ForgetLetIn(group.Name);
        Expect(group);
    }

    /// <summary>Handles the entries that were kept until the device was in the group.</summary>
    public void Release(Step step, GroupName group)
    {
        if (!_waiting.Remove(group, out var entrance))
        {
            return;
        }

        foreach (var (cause, entry) in entrance.Entries)
        {
            using (step.For(cause))
            {
                device.Inbox.Handle(step, entry);
            }
        }
    }

    /// <summary>Entries of a group are held back no longer: a Welcome that has come meanwhile counts where the device has been removed, and is of no use otherwise.</summary>
    public void Settle(Step step, GroupName group)
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
        Fetch(step, welcomed);
    }

    /// <summary>The group is not the device's business any more; a Welcome to a later epoch is.</summary>
    public void Forsake(GroupName group, ulong epoch)
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

    /// <summary>The public state of a group has come: the device enters by the Welcome, or by what a sibling has told.</summary>
    public void Enter(Step step, DeviceItem.PublicState state)
    {
        try
        {
            if (state.Group is GroupName.Conversation && !device.CanEnter)
            {
                step.See(new DeviceFact.Refused(ItemRules.NoUserGroup));
                return;
            }

            var isEnteringAlone = IsEnteringAlone(state.Group);
            if (!_waiting.ContainsKey(state.Group) && !isEnteringAlone)
            {
                // It has entered another way, or has nothing to enter any more.
                return;
            }

            if (device.Find(state.Group) is { Held.Count: > 0 } && !isEnteringAlone)
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
            if (device.Find(state.Group) is not null && !isEnteringAlone)
            {
                return;
            }

            Enter(step, state, isWelcomed ? ByWelcome(welcomed!, state) : BySibling(state));
        }
        catch (ProtocolViolationException violation)
        {
            Fail(step, state.Group, new DeviceFact.CommitUnprocessable(device.FactName(state.Group), state.Epoch, violation.Violation.Id));
        }
        catch (MalformedException)
        {
            Fail(step, state.Group, new DeviceFact.Refused(ItemRules.Malformed));
        }
    }

    /// <summary>What was to lead into a group does not, and is used up: the way in is an external Commit.</summary>
    public void Fail(Step step, GroupName group, DeviceFact fact)
    {
        step.See(fact);
        if (group is GroupName.Conversation conversation && _waiting.ContainsKey(group) && !_welcomes.ContainsKey(group) && device.Find(group) is null && device.CanEnter)
        {
            device.Entries.Begin(step, conversation.Name);
        }
    }

    /// <summary>What the way in led to is not there any more, or was never for this device: a sibling is asked, and where that has been tried, or there is none to ask, it is an external Commit.</summary>
    public void FindAnotherWay(Step step, string group)
    {
        var name = GroupName.Of(group);
        if (!_waiting.TryGetValue(name, out var entrance) || _welcomes.ContainsKey(name) || device.Entries.Contains(group))
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
    public void EpochGone(Step step, GroupName group)
    {
        if (group is GroupName.Conversation conversation && device.Find(group) is null && _waiting.ContainsKey(group))
        {
            _welcomes.Remove(group);
            FindAnotherWay(step, conversation.Name);
        }
    }

    /// <summary>For snapshots.</summary>
    public void Write(TlsWriter writer)
    {
        var mark = writer.BeginVector();
        foreach (var (group, entrance) in _waiting)
        {
            group.Write(writer);
            entrance.Write(writer);
        }

        writer.EndVector(mark);
        writer.WriteVector(_welcomes.Values, welcomed =>
        {
            welcomed.Write(writer);
        });
    }

    /// <summary>Takes over what a snapshot held.</summary>
    public void Restore(ref TlsReader reader)
    {
        reader.VisitVector((ref TlsReader content) =>
        {
            _waiting.Add(GroupName.Read(ref content), GroupEntrance.Read(ref content));
        });

        reader.VisitVector((ref TlsReader content) =>
        {
            var welcomed = (DeviceItem.Welcomed)DeviceItem.Read(ref content);
            _welcomes.Add(welcomed.Group, welcomed);
        });
    }

    private bool IsEnteringAlone(GroupName group) => group is GroupName.Conversation conversation && device.Entries.Contains(conversation.Name);

    private void Fetch(Step step, DeviceItem.Welcomed welcomed)
    {
        if (welcomed.Group is GroupName.Conversation conversation)
        {
            step.Tell(conversation.Name, new GroupMail.Fetch(device.Name, welcomed.Epoch));
        }
    }

    private void Enter(Step step, DeviceItem.PublicState state, Group? group)
    {
        if (group is not null && !device.IsNamed(group.GroupId, state.Group))
        {
            group.Dispose();
            Fail(step, state.Group, new DeviceFact.Refused(ItemRules.WrongGroup));
        }
        else if (group is not null && state.Group is GroupName.Conversation && device.Environment.Rules.Broken(group.Public.Tree, null, null, step.Now) is { } rule)
        {
            group.Dispose();
            Fail(step, state.Group, new DeviceFact.Refused(rule));
        }
        else if (group is not null)
        {
            device.Enter(step, state.Group, group, state.AcceptedAt);
        }
        else if (state.Group is GroupName.Conversation conversation)
        {
            FindAnotherWay(step, conversation.Name);
        }
    }

    private Group? BySibling(DeviceItem.PublicState state) =>
        state.Group is GroupName.Conversation conversation ? device.Mode.UserGroup?.EnterBySibling(conversation.Name, state) : null;

    private Group? ByWelcome(DeviceItem.Welcomed welcomed, DeviceItem.PublicState state)
    {
        if (Tls.Decode<MlsMessage>(welcomed.Welcome) is not MlsMessage.OfWelcome { Welcome: var welcome })
        {
            throw new MalformedException("a message that is not a Welcome", 0);
        }

        if (device.JoinKeys.Take(WelcomeReceiver.NewMembers(welcome)) is not { } found)
        {
            return null;
        }

        using var keys = found;
        var services = state.Group is GroupName.Conversation ? device.Mode.Services : device.Services;
        var began = device.Environment.Watch.Begin();
        var group = WelcomeReceiver.Join(services, welcome, keys, Tls.Decode<RatchetTree>(state.Tree));
        device.Environment.Watch.Welcomed(began, state.Group);
        return group;
    }
}
