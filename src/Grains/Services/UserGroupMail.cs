using Grains.Interfaces.Contracts;
using Grains.Policies.Propagation;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Obligations;
using Mls.MultiDevice;

namespace Grains.Services;

/// <summary>What devices say in and about their user group.</summary>
internal static class UserGroupMail
{
    /// <summary>A founder reports one epoch; more before the group is there are nobody's.</summary>
    private const int MaxEarlyTags = 4;

    /// <summary>The first device has created the user group.</summary>
    public static void Found(UserState state, Turn turn, Sibling device, UserMail.FoundUserGroup found)
    {
        if (state.UserGroup is not null || state.Siblings.Active.Any(other => other != device))
        {
            state.Refuse(turn, ServiceRules.GroupExists);
            return;
        }

        try
        {
            var userGroup = new UserGroup(DeliveryService.Found(state.Kit, turn.Now, found.GroupInfo, device.Name));
            state.UserGroup = userGroup;
            foreach (var (tag, epoch) in state.EarlyTags)
            {
                userGroup.Name(tag, epoch);
            }

            state.EarlyTags.Clear();
            turn.Observe(new Observation.RosterChanged(state.UserGroupName, 0, device.Name, string.Empty));
        }
        catch (MalformedException)
        {
            state.RefuseTo(turn, device, GroupName.UserGroup, 0, ServiceRules.Malformed);
        }
        catch (ProtocolViolationException violation)
        {
            state.RefuseTo(turn, device, GroupName.UserGroup, 0, violation.Violation.Id);
        }
    }

    /// <summary>A Commit of the user group with the group Commits that follow from it: all or nothing.</summary>
    public static void Submit(UserState state, Turn turn, Sibling device, UserMail.SubmitUserCommit submit)
    {
        if (state.UserGroup is not { } userGroup || !submit.AddedDevices.All(added => IsOwn(state, added)))
        {
            state.RefuseTo(turn, device, GroupName.UserGroup, state.UserGroup?.Epoch ?? 0, ServiceRules.AddedAddresses);
            return;
        }

        if (device.IsLeaving || submit.AddedDevices.Any(added => state.Siblings.Find(added) is { IsGone: true }))
        {
            // Somebody's wish to remove it was first: what it does about others, and what others do about it, is void.
            device.Put(new DeviceItem.Refused(GroupName.UserGroup, userGroup.Epoch, DeviceItem.Refused.Leaving), turn.Operation);
            return;
        }

        Removals.Begin(state, turn, userGroup, device, submit.Removals);

        var before = userGroup.Service.Addresses.Values.ToHashSet(StringComparer.Ordinal);
        switch (userGroup.Service.Submit(state.Kit, turn.Now, new SentCommit(submit.Commit, submit.AddedDevices, address => address == device.Name)))
        {
            case SubmissionResult.Accepted accepted:
                Removals.Accepted(state, turn, accepted.Removed, submit.Removals);
                var change = new Change(userGroup, device, submit, accepted);
                Announce(state, turn, change, before);
                Rotate(state, turn, change);
                KeyPackageMail.Renew(state, turn, userGroup, device, accepted);
                Leaves.LetIn(state, turn);
                break;
            case SubmissionResult.Conflict conflict:
                turn.Observe(new Observation.Conflict(state.UserGroupName, unchecked((long)conflict.Epoch), device.Name));
                device.Put(new DeviceItem.Refused(GroupName.UserGroup, userGroup.Epoch, string.Empty), turn.Operation);
                Removals.NotAccepted(state, turn, submit.Removals);
                break;
            case SubmissionResult.Refused refused:
                state.RefuseTo(turn, device, GroupName.UserGroup, userGroup.Epoch, refused.Rule);
                Removals.NotAccepted(state, turn, submit.Removals);
                break;
            default:
                break;
        }
    }

    /// <summary>A private message for all devices.</summary>
    public static void Message(UserState state, Turn turn, Sibling device, UserMail.UserGroupMessage message)
    {
        if (!Post(state, turn, device, message.Message))
        {
            return;
        }

        foreach (var welcomed in message.WelcomedDevices)
        {
            state.UserGroup!.Newcomers.Remove(welcomed);
            state.Desk.Settle(turn, state.Desk.Board.OnSiblingWelcome(welcomed));
        }
    }

    /// <summary>Gives a private message its place in the log and sends it to all devices, the sender included.</summary>
    /// <returns>Whether it was taken.</returns>
    public static bool Post(UserState state, Turn turn, Sibling device, OpaqueBytes octets)
    {
        if (state.UserGroup is not { } userGroup || userGroup.LeafOf(device.Name) is null)
        {
            state.RefuseTo(turn, device, GroupName.UserGroup, 0, ServiceRules.NotAMember);
            return false;
        }

        if (userGroup.Service.Post(state.Kit, turn.Now, octets, address => address == device.Name) is not PostingResult.Application application)
        {
            state.RefuseTo(turn, device, GroupName.UserGroup, userGroup.Epoch, ServiceRules.MessageTooOld);
            return false;
        }

        var entry = new DeviceItem.Entry(GroupName.UserGroup, application.Number, device.Name, octets) { SentAt = (ulong)turn.SentAt, AcceptedAt = (ulong)turn.Now };
        Siblings.Put(turn, Members(state, userGroup), entry);
        Overhearing.Copy(state, turn, entry, other => userGroup.LeafOf(other.Name) is not null);
        return true;
    }

    /// <summary>A device reports the tag of an epoch that it has reached.</summary>
    public static void Reached(UserState state, Turn turn, UserMail.ReachedEpoch reached)
    {
        if (state.UserGroup is not { } userGroup)
        {
            if (state.EarlyTags.Count < MaxEarlyTags)
            {
                state.EarlyTags.TryAdd(reached.Tag, reached.Epoch);
            }

            return;
        }

        userGroup.Name(reached.Tag, reached.Epoch);
        foreach (var subscription in state.Groups.Values.Where(group => group.Leaves.Count > 0))
        {
            Leaves.Resolve(state, turn, subscription);
        }
    }

    /// <summary>A device cannot enter a group: the group is rotated where its leaf is older than the user group, and then somebody lets the device in.</summary>
    public static void AskWelcome(UserState state, Turn turn, Sibling device, string group)
    {
        if (state.UserGroup is not { } userGroup || !state.Groups.TryGetValue(group, out var subscription))
        {
            state.Refuse(turn, ServiceRules.NotAMember);
            return;
        }

        if (!subscription.Reaches(device.Name))
        {
            // An honest device can be late: the user has left the group since.
            return;
        }

        userGroup.Newcomers.TryAdd(device.Name, string.Empty);
        if (subscription.LeafEpoch is { } epoch && epoch < userGroup.Epoch)
        {
            state.Desk.Raise(turn, new ObligationRequest(ObligationKind.Rotate, ObligationCause.AddDevice, GroupName.Of(group), string.Empty, userGroup.Epoch));
        }

        Leaves.LetIn(state, turn);
    }

    private static bool IsOwn(UserState state, string device) => Address.IsDevice(device) && Address.UserOf(device) == state.User && state.Siblings.Find(device) is not null;

    private static IEnumerable<Sibling> Members(UserState state, UserGroup userGroup)
    {
        var members = userGroup.Service.Addresses.Values.ToHashSet(StringComparer.Ordinal);
        return state.Siblings.All.Where(device => members.Contains(device.Name));
    }

    private static void Announce(UserState state, Turn turn, Change change, HashSet<string> before)
    {
        var (userGroup, committer, submit, accepted) = change;
        var entry = new DeviceItem.Entry(GroupName.UserGroup, accepted.Number, committer.Name, submit.Commit) { SentAt = (ulong)turn.SentAt, AcceptedAt = (ulong)turn.Now };
        Siblings.Put(turn, state.Siblings.All.Where(device => before.Contains(device.Name)), entry);
        Overhearing.Copy(state, turn, entry, device => before.Contains(device.Name));
        foreach (var removed in accepted.Removed)
        {
            state.Desk.Move(turn, state.Desk.Board.OnDeviceGone(turn.Now, removed, state.Desk.Candidates().Where(one => one.Device != removed).ToList()));
            userGroup.Newcomers.Remove(removed);
            if (state.Siblings.Find(removed) is { } device)
            {
                DeviceMail.SignedOut(state, turn, device);
            }
        }

        foreach (var added in accepted.Added)
        {
            LetInto(state, turn, change, state.Siblings.Meet(added));
            if (state.Groups.Values.Any(group => group.IsMember))
            {
                userGroup.Newcomers[added] = committer.Name;
            }
        }

        state.Desk.Settle(turn, state.Desk.Board.OnRoster(GroupName.UserGroup, [.. userGroup.Service.Addresses.Values]));
        if (accepted.Added.Count + accepted.Removed.Count > 0)
        {
            turn.Observe(new Observation.RosterChanged(state.UserGroupName, (long)userGroup.Epoch, string.Join(' ', accepted.Added), string.Join(' ', accepted.Removed)));
        }

        turn.Observe(new Observation.CommitAccepted(state.UserGroupName, (long)userGroup.Epoch - 1, PathSizes.Of(accepted.Transition)));
        turn.Observe(new Observation.OperationEffective(state.UserGroupName));
    }

    private static void LetInto(UserState state, Turn turn, Change change, Sibling device)
    {
        var userGroup = change.Group;
        device.IsActive = true;
        device.Enrollment = null;
        device.Put(new DeviceItem.Welcomed(GroupName.UserGroup, change.Accepted.Number, userGroup.Epoch, change.Submit.Welcome), turn.Operation);
        device.Put(PublicStates.Of(GroupName.UserGroup, userGroup.Service.Fetch(device.Name, userGroup.Epoch)!), turn.Operation);
        device.Put(new DeviceItem.GroupList(state.Groups.Values.Where(group => group.IsMember).Select(group => group.Group).ToValueList()), turn.Operation);
    }

    /// <summary>Every group must get a leaf of the new epoch; for those that the bundle covers a Commit is on its way.</summary>
    private static void Rotate(UserState state, Turn turn, Change change)
    {
        var (userGroup, committer, submit, accepted) = change;
        if (!state.Kit.Policies.Propagation.Propagates(new UserGroupChange(submit.Cause == UserMail.SubmitUserCommit.Deferred, accepted.Added.Count, accepted.Removed.Count)))
        {
            return;
        }

        var cause = accepted.Removed.Count > 0 ? ObligationCause.RemoveDevice : accepted.Added.Count > 0 ? ObligationCause.AddDevice : ObligationCause.Pcs;
        var covered = new Dictionary<string, CommitSubmission>(StringComparer.Ordinal);
        foreach (var commit in submit.GroupCommits)
        {
            covered.TryAdd(commit.Group, commit);
        }

        foreach (var subscription in state.Groups.Values.Where(group => group.IsMember))
        {
            var request = new ObligationRequest(ObligationKind.Rotate, cause, GroupName.Of(subscription.Group), string.Empty, userGroup.Epoch)
            {
                Committer = committer.Name,
                CommitterLeaf = userGroup.LeafOf(committer.Name) ?? 0,
            };
            if (covered.Remove(subscription.Group, out var commit))
            {
                Relay(state, turn, committer, commit with { Obligation = state.Desk.RaiseSubmitted(turn, request) });
            }
            else
            {
                state.Desk.Raise(turn, request);
            }
        }

        foreach (var commit in submit.GroupCommits.Where(commit => covered.ContainsKey(commit.Group)))
        {
            Relay(state, turn, committer, commit with { Obligation = 0 });
        }
    }

    /// <summary>Hands a group Commit on, in the user's name.</summary>
    public static void Relay(UserState state, Turn turn, Sibling device, CommitSubmission submission)
    {
        if (Address.IsGroup(submission.Group))
        {
            turn.ToGroup(submission.Group, new GroupMail.Submit(submission, device.Name, state.User));
        }
        else
        {
            state.Refuse(turn, ServiceRules.Malformed);
        }
    }

    /// <summary>An accepted Commit of the user group, with what was sent and who sent it.</summary>
    private sealed record Change(UserGroup Group, Sibling Committer, UserMail.SubmitUserCommit Submit, SubmissionResult.Accepted Accepted);
}
