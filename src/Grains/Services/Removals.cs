using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Obligations;
using Mls.MultiDevice;

namespace Grains.Services;

/// <summary>Devices are to go. From the moment it is asked for, a removal is an obligation of the account, which any sibling can meet. The first wish that the service
/// reads counts: whoever is to go has no more say, so that of two devices that remove each other one stays.</summary>
internal static class Removals
{
    /// <summary>A device of the user is to be removed.</summary>
    public static void Ask(UserState state, Turn turn, Sibling sender, UserMail.RemoveDevice ask)
    {
        if (!Begin(state, turn, sender, ask.Device, ask.Record) || state.Siblings.Find(ask.Device) is not { IsGone: false } device)
        {
            return;
        }

        if (state.UserGroup is { } userGroup)
        {
            state.Desk.Raise(turn, Request(GroupName.UserGroup, device, sender, userGroup.LeafOf(sender.Name) ?? 0));
            return;
        }

        var commits = new Dictionary<string, CommitSubmission>(StringComparer.Ordinal);
        foreach (var commit in ask.GroupCommits)
        {
            commits.TryAdd(commit.Group, commit);
        }

        foreach (var subscription in state.Groups.Values)
        {
            if (subscription.Reaches(device.Name) && commits.Remove(subscription.Group, out var commit))
            {
                var request = Request(GroupName.Of(subscription.Group), device, sender, (uint)sender.Order);
                UserGroupMail.Relay(state, turn, sender, commit with { Obligation = state.Desk.RaiseSubmitted(turn, request) });
            }

            Rosters.Check(state, turn, subscription, sender.Name);
        }

        foreach (var commit in commits.Values)
        {
            UserGroupMail.Relay(state, turn, sender, commit with { Obligation = 0 });
        }

        DeviceMail.LetGo(state, turn);
    }

    /// <summary>A Commit of the user group is to remove devices: whatever becomes of it, they are to go.</summary>
    public static void Begin(UserState state, Turn turn, UserGroup userGroup, Sibling sender, ValueList<RemovalOrder> removals)
    {
        foreach (var removal in removals)
        {
            if (userGroup.LeafOf(removal.Device) is not null && Begin(state, turn, sender, removal.Device, removal.Suspension))
            {
                state.Desk.RaiseSubmitted(turn, Request(GroupName.UserGroup, state.Siblings.Meet(removal.Device), sender, userGroup.LeafOf(sender.Name) ?? 0));
            }
            else if (Open(state, removal.Device) is { } open)
            {
                state.Desk.Submitted((ulong)open.Id);
            }
        }
    }

    /// <summary>The Commit of the user group has been accepted: what it removes is the user's no more.</summary>
    public static void Accepted(UserState state, Turn turn, ValueList<string> removed, ValueList<RemovalOrder> removals)
    {
        foreach (var removal in removals)
        {
            if (removed.Contains(removal.Device))
            {
                turn.Append(state.User, removal.Revocation);
            }
        }
    }

    /// <summary>The Commit of the user group has not been accepted: its removals are still to be done.</summary>
    public static void NotAccepted(UserState state, Turn turn, ValueList<RemovalOrder> removals)
    {
        foreach (var removal in removals)
        {
            if (Open(state, removal.Device) is { } open)
            {
                state.Desk.Conflict(turn, (ulong)open.Id);
            }
        }
    }

    /// <summary>Notes that a device is to go.</summary>
    /// <returns>Whether that is news, and the sender's to say.</returns>
    private static bool Begin(UserState state, Turn turn, Sibling sender, string name, OpaqueBytes record)
    {
        // What a device says that nobody has vouched for is not heard in the directory either.
        if (!sender.IsActive || !state.Kit.IsDevice(sender.Name, turn.Now) || !Address.IsDevice(name) || Address.UserOf(name) != state.User)
        {
            state.Refuse(turn, ServiceRules.UnexpectedMail);
            return false;
        }

        if (sender.IsLeaving)
        {
            // Somebody's wish to remove the sender was first.
            turn.Observe(new Observation.OperationSkipped(DeviceItem.Refused.Leaving));
            return false;
        }

        var device = state.Siblings.Meet(name);
        if (device.IsGone || device.IsLeaving)
        {
            return false;
        }

        if (!state.Siblings.Active.Any(other => other != device && !other.IsLeaving))
        {
            turn.Observe(new Observation.OperationSkipped(DeviceItem.Refused.LastDevice));
            return false;
        }

        turn.Append(state.User, record);
        device.IsLeaving = true;
        Overhearing.Begin(state, turn, device);
        state.UserGroup?.Newcomers.Remove(name);
        var isMember = device.IsActive && (state.UserGroup is not { } userGroup || userGroup.LeafOf(name) is not null);
        if (state.UserGroup is not null && isMember)
        {
            // The device knows the keys of all of them.
            state.KeyPackages.WithdrawAll();
            state.KeyPackages.AskForAll(sender.Name);
        }
        else
        {
            state.KeyPackages.Withdraw(name);
        }

        state.KeyPackages.Unask(name);
        state.Desk.Move(turn, state.Desk.Board.OnDeviceGone(turn.Now, name, state.Desk.Candidates()));
        if (!isMember)
        {
            DeviceMail.SignedOut(state, turn, device);
        }

        return true;
    }

    private static Obligation? Open(UserState state, string device) =>
        state.Desk.Board.Open.FirstOrDefault(one => one.Kind == ObligationKind.RemoveDevice && one.Group is GroupName.OfUser && one.Subject == device);

    private static ObligationRequest Request(GroupName group, Sibling device, Sibling sender, uint leaf) =>
        new(ObligationKind.RemoveDevice, ObligationCause.RemoveDevice, group, device.Name, 0) { Committer = sender.Name, CommitterLeaf = leaf };
}
