using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>Entries of groups on their way to the user's devices, and what goes to groups.</summary>
internal static class GroupEntryMail
{
    /// <summary>An entry has arrived; it and those it was missing go on in order.</summary>
    public static void Receive(UserState state, Turn turn, UserMail.GroupEntry arrived)
    {
        var subscription = state.Group(arrived.Group);
        subscription.Offer(arrived, turn.Operation);
        while (subscription.Next() is var (entry, operation))
        {
            Apply(state, turn.For(operation), subscription, entry);
        }
    }

    /// <summary>A group created in the user's name. Siblings hear of it before they hear anything else of the group, and only once the group is there: what is refused was never anybody's.</summary>
    public static void RelayCreate(UserState state, Turn turn, Sibling creator, UserMail.RelayCreateGroup relay)
    {
        if (!Address.IsGroup(relay.Submission.Group) || !creator.IsActive || creator.IsLeaving)
        {
            state.RefuseTo(turn, creator, GroupName.Parse(relay.Submission.Group), 0, ServiceRules.WrongSender);
            return;
        }

        state.Group(relay.Submission.Group).Foundings[creator.Name] = relay.GroupInfo;
        turn.ToGroup(relay.Submission.Group, new GroupMail.Create(relay.GroupInfo, relay.CreatorAddress, creator.Name, relay.Submission));
    }

    /// <summary>Somebody needs a GroupInfo: a connected device that is a member supplies it; where there is none the group asks elsewhere.</summary>
    public static void AskGroupInfo(UserState state, Turn turn, UserMail.AskGroupInfo ask)
    {
        var supplier = state.Reached(state.Group(ask.Group)).FirstOrDefault(device => device.IsOnline && !device.IsLeaving && device.Name != ask.Requester);
        supplier?.Put(new DeviceItem.SupplyGroupInfo(ask.Group, ask.Requester), turn.Operation);
    }

    /// <summary>A relayed Commit lost: its obligation is open again. One that breaks a rule is final for the device that made it.</summary>
    public static void Refused(UserState state, Turn turn, UserMail.RotationRefused refused)
    {
        if (refused.Rule.Length > 0)
        {
            state.Siblings.Find(refused.Device)?.Put(new DeviceItem.Refused(GroupName.Of(refused.Group), refused.Epoch, refused.Rule), turn.Operation);
        }

        state.Desk.Conflict(turn, refused.Obligation);
    }

    private static void Found(UserState state, Turn turn, Subscription subscription, UserMail.GroupEntry entry, OpaqueBytes groupInfo)
    {
        if (state.UserGroup is not null && state.LeafTags.OfGroupInfo(groupInfo) is { } tag)
        {
            subscription.Leaves.Enqueue(new LeafChange(0, tag, subscription.Memberships + 1, turn.Operation, IsFirst: true));
        }

        var siblings = state.Siblings.Active.Where(device => device.Name != entry.FromDevice && Address.Reaches(entry.From, device.Name));
        var created = new DeviceItem.Created(entry.Group, groupInfo);
        Siblings.Put(turn, siblings, created);
        Overhearing.Copy(state, turn, created, device => device.IsActive);
    }

    private static void Apply(UserState state, Turn turn, Subscription subscription, UserMail.GroupEntry entry)
    {
        if (subscription.Foundings.Remove(entry.FromDevice, out var founding))
        {
            Found(state, turn, subscription, entry, founding);
        }

        var before = state.Reached(subscription).ToHashSet();
        var addresses = subscription.Addresses;
        subscription.Apply(entry);
        var after = entry.ChangesRoster ? state.Reached(subscription).ToHashSet() : before;
        foreach (var device in state.Siblings.Active)
        {
            var isMember = before.Contains(device);
            if (!isMember && !after.Contains(device))
            {
                continue;
            }

            if (!isMember && entry.Welcome.Length > 0 && device.Name != entry.FromDevice)
            {
                device.Put(new DeviceItem.Welcomed(GroupName.Of(entry.Group), entry.Number, entry.Epoch, entry.Welcome), turn.Operation);
            }
            else if (entry.Octets.Length > 0)
            {
                device.Put(new DeviceItem.Entry(GroupName.Of(entry.Group), entry.Number, entry.FromDevice, entry.Octets) { SentAt = entry.SentAt, AcceptedAt = entry.AcceptedAt }, turn.Operation);
            }

            if (isMember && !device.IsLeaving && !after.Contains(device))
            {
                device.Put(new DeviceItem.GroupLeft(entry.Group, entry.Epoch), turn.Operation);
            }
        }

        if (after.Count > 0)
        {
            foreach (var dropped in before.Where(device => !after.Contains(device)))
            {
                Overhearing.Begin(state, turn, dropped);
            }
        }

        Overhear(state, turn, entry, before, after);
        if (entry.ChangesRoster)
        {
            var isOwn = Address.UserOf(entry.FromDevice) == state.User;
            var expelled = isOwn ? null : addresses.Where(address => !subscription.Addresses.Contains(address, StringComparer.Ordinal)).ToHashSet(StringComparer.Ordinal);
            Rosters.Check(state, turn, subscription, isOwn ? entry.FromDevice : string.Empty, expelled);
            DeviceMail.LetGo(state, turn);
        }

        Leaves.See(state, turn, subscription, entry);
    }

    /// <summary>What devices of the user get of an entry, for the thieves of those that do not.</summary>
    private static void Overhear(UserState state, Turn turn, UserMail.GroupEntry entry, HashSet<Sibling> before, HashSet<Sibling> after)
    {
        if (entry.Welcome.Length > 0)
        {
            Overhearing.Copy(state, turn, new DeviceItem.Welcomed(GroupName.Of(entry.Group), entry.Number, entry.Epoch, entry.Welcome), _ => false);
        }

        if (entry.Octets.Length > 0)
        {
            var item = new DeviceItem.Entry(GroupName.Of(entry.Group), entry.Number, entry.FromDevice, entry.Octets) { SentAt = entry.SentAt, AcceptedAt = entry.AcceptedAt };
            Overhearing.Copy(state, turn, item, device => device.IsActive && (before.Contains(device) || after.Contains(device)));
        }
    }
}
