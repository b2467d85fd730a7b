using Grains.Interfaces.Contracts;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Obligations;
using Mls.MultiDevice;

namespace Grains.Services;

/// <summary>Which user-group epoch the user's leaf in a group stands for. Leaves that carry no tag are nobody's concern here.</summary>
internal static class Leaves
{
    /// <summary>Takes from an entry what it says about the user's leaf.</summary>
    public static void See(UserState state, Turn turn, Subscription subscription, UserMail.GroupEntry entry)
    {
        if (state.UserGroup is not { } userGroup)
        {
            return;
        }

        ulong? tag = null;
        var isOwn = entry.Octets.Length > 0 && Address.UserOf(entry.FromDevice) == state.User;
        if (isOwn)
        {
            tag = state.LeafTags.OfCommit(entry.Octets);
        }
        else if (entry.Welcome.Length > 0)
        {
            foreach (var reference in LeafTags.OfWelcome(entry.Welcome))
            {
                tag ??= userGroup.UseUp(reference.ToString());
            }
        }

        if (tag is { } known)
        {
            subscription.Leaves.Enqueue(new LeafChange(entry.Epoch, known, subscription.Memberships, turn.Operation, !isOwn));
        }

        Resolve(state, turn, subscription);
    }

    /// <summary>Resolves what the tags that have been reported by now allow: a new enough leaf meets a rotation, an old one calls for one.</summary>
    public static void Resolve(UserState state, Turn turn, Subscription subscription)
    {
        var userGroup = state.UserGroup!;
        while (subscription.IsMember && subscription.Leaves.TryPeek(out var change) && userGroup.EpochOf(change.Tag) is { } epoch)
        {
            subscription.Leaves.Dequeue();
            var cause = turn.For(change.Operation);
            if (change.Membership != subscription.Memberships)
            {
                continue;
            }

            subscription.LeafEpoch = epoch;
            cause.Observe(new Observation.ActiveLeaf(subscription.Group, state.User, (long)change.Membership, (long)change.GroupEpoch, (long)epoch));
            state.Desk.Settle(cause, state.Desk.Board.OnActiveLeaf(GroupName.Of(subscription.Group), epoch));
            if (epoch < userGroup.Epoch)
            {
                var why = change.IsFirst ? ObligationCause.Join : ObligationCause.Pcs;
                state.Desk.Raise(cause, new ObligationRequest(ObligationKind.Rotate, why, GroupName.Of(subscription.Group), string.Empty, userGroup.Epoch));
            }
        }

        LetIn(state, turn);
    }

    /// <summary>Once all groups have been rotated, somebody lets the newcomers in.</summary>
    public static void LetIn(UserState state, Turn turn)
    {
        if (state.UserGroup is not { } userGroup)
        {
            return;
        }

        if (!state.Groups.Values.Any(group => group.IsMember))
        {
            // Whoever was to be let in has nothing to be let into any more.
            userGroup.Newcomers.Clear();
            state.Desk.Settle(turn, state.Desk.Board.OnNoGroup());
            return;
        }

        if (userGroup.Newcomers.Count == 0)
        {
            return;
        }

        if (state.Desk.Board.Open.Any(one => one.Kind == ObligationKind.Rotate))
        {
            return;
        }

        foreach (var (device, committer) in userGroup.Newcomers)
        {
            var request = new ObligationRequest(ObligationKind.SiblingWelcome, ObligationCause.AddDevice, GroupName.UserGroup, device, 0);
            state.Desk.Raise(turn, request with { Committer = committer, CommitterLeaf = userGroup.LeafOf(committer) ?? 0 });
        }
    }
}
