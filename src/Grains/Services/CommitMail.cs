using Grains.Interfaces.Contracts;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>Commits of a group: what the rules and the delivery policy let pass becomes the next epoch, and everybody hears of it.</summary>
internal static class CommitMail
{
    /// <summary>Takes a Commit, or says why not.</summary>
    /// <param name="state">The delivery service.</param>
    /// <param name="turn">The event.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="submit">The Commit.</param>
    /// <param name="creator">Address of the creator, where this is the Commit that a group is created with.</param>
    /// <returns>Whether it was accepted.</returns>
    public static bool Submit(DeliveryState state, Turn turn, ActorId sender, GroupMail.Submit submit, string? creator = null)
    {
        var isRelayed = submit.Relay.Length > 0;
        if (!Address.Speaks(sender, submit.Device) || isRelayed != (sender.Kind == ActorKind.User) || submit.Submission.Group != state.Group)
        {
            state.Refuse(turn, ServiceRules.WrongSender);
            return false;
        }

        var submission = submit.Submission;
        switch (state.Service!.Submit(state.Kit, turn.Now, new SentCommit(submission.Commit, submission.AddedAddresses, address => Address.Reaches(address, submit.Device)) { Rules = state.Kit.Rules }))
        {
            case SubmissionResult.Accepted accepted:
                Announce(state, turn, submit, accepted, creator);
                return true;
            case SubmissionResult.Conflict conflict:
                turn.Observe(new Observation.Conflict(state.Group, unchecked((long)conflict.Epoch), submit.Device));
                Answer(state, turn, submit, string.Empty);
                return false;
            case SubmissionResult.Refused refused:
                state.Refuse(turn, refused.Rule);
                Answer(state, turn, submit, refused.Rule);
                return false;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void Answer(DeliveryState state, Turn turn, GroupMail.Submit submit, string rule)
    {
        if (submit.Relay.Length > 0)
        {
            turn.ToUser(submit.Relay, new UserMail.RotationRefused(state.Group, submit.Submission.Obligation, submit.Device, state.Service!.Epoch, rule));
        }
        else
        {
            turn.ToDevice(submit.Device, new DeviceItem.Refused(GroupName.Of(state.Group), state.Service!.Epoch, rule));
        }
    }

    private static void Announce(DeliveryState state, Turn turn, GroupMail.Submit submit, SubmissionResult.Accepted accepted, string? creator)
    {
        var submission = submit.Submission;
        var epoch = state.Service!.Epoch;
        var entered = accepted.Added.Concat(accepted.Entered is { } address ? [address] : creator is null ? [] : new[] { creator });
        var changed = state.Roster.Change(entered, accepted.Removed, accepted.Number);
        var common = new UserMail.GroupEntry(state.Group, accepted.Number, accepted.From, submit.Device, submission.Commit, default, false, [], 0, epoch) { SentAt = (ulong)turn.SentAt, AcceptedAt = (ulong)turn.Now };
        var others = state.Roster.MembersBut(changed.Keys);
        if (others.Count > 0)
        {
            turn.ToUsers(others, common);
        }

        foreach (var (user, before) in changed)
        {
            var joins = accepted.Added.Any(added => Address.UserOf(added) == user);
            turn.ToUser(user, common with
            {
                Octets = before is { IsMember: true } || !joins || user == Address.UserOf(accepted.From) ? submission.Commit : default,
                Welcome = joins ? submission.Welcome : default,
                ChangesRoster = true,
                Roster = state.Roster.Find(user)!.Addresses,
                PreviousRosterNumber = before?.Number ?? 0,
            });
            if (!state.Roster.Find(user)!.IsMember)
            {
                state.Requests.Left(user);
            }
        }

        state.Requests.Committed(Address.UserOf(accepted.From));
        ObserveChange(state, turn, accepted, epoch);
    }

    private static void ObserveChange(DeliveryState state, Turn turn, SubmissionResult.Accepted accepted, ulong epoch)
    {
        var entered = accepted.Entered is { } address ? accepted.Added.Append(address) : accepted.Added;
        var added = entered.Except(accepted.Removed, StringComparer.Ordinal).ToList();
        var removed = accepted.Removed.Except(entered, StringComparer.Ordinal).ToList();
        if (added.Count + removed.Count > 0)
        {
            turn.Observe(new Observation.RosterChanged(state.Group, (long)epoch, string.Join(' ', added), string.Join(' ', removed)));
        }

        turn.Observe(new Observation.CommitAccepted(state.Group, (long)epoch - 1, PathSizes.Of(accepted.Transition)));
        turn.Observe(new Observation.OperationEffective(state.Group));
    }
}
