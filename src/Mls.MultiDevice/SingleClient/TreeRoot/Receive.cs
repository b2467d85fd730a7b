using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Validation;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>What following the user group means for the groups, and following a sibling's Commit for this device.</summary>
internal static class Receive
{
    public static void Applying(TreeRootMode mode, Step step, Membership membership, StagedCommit staged)
    {
        if (membership.Name.Length == 0)
        {
            var proposals = staged.Transition.Provisional.Proposals.All;
            mode.State.IsRemoving = proposals.Any(item => item.Proposal is Proposal.Remove);
            MeetAndPart(mode, step, staged, proposals.Select(item => item.Proposal));
        }
        else if (staged.Transition.Path is { } path && path.Committer == (staged.Next?.OwnLeaf ?? default) && staged.JoinerSecret is not null
            && (WaitsForThoseWithout(mode, step, staged.Transition.Before.Tree.Leaf(path.Committer)) || mode.State.Newcomers.Any))
        {
            membership.Keep(LetIn.Of(staged));
        }
    }

    /// <summary>A leaf that came with a KeyPackage from before some sibling did is that sibling's, too, who lacks its keys and will ask to be let in.</summary>
    private static bool WaitsForThoseWithout(TreeRootMode mode, Step step, LeafNode? leaf)
    {
        if (leaf is not { Source: LeafNodeSource.KeyPackage } || LeafRef.Of(leaf) is not { } reference || mode.Device.UserGroup is not { Group: var userGroup })
        {
            return false;
        }

        // Of an epoch that is not kept any more nobody can tell who was there.
        var epoch = mode.State.Epochs.Find(reference.EpochTag);
        var lacking = userGroup.Public.Tree.Leaves().Where(sibling => sibling.Index != userGroup.OwnLeaf && epoch?.IsOccupied(sibling.Index.Value) != true).ToArray();
        foreach (var sibling in lacking)
        {
            mode.State.Newcomers.Add(sibling.Node.SignatureKey, step.Now);
        }

        return lacking.Length > 0;
    }

    public static void Applied(TreeRootMode mode, Step step, Membership membership)
    {
        if (membership.Name.Length > 0)
        {
            if (mode.State.LetIns.Remove(membership.Name, out var unused))
            {
                unused.Dispose();
            }

            return;
        }

        var epoch = UserEpoch.Of(mode.Device.Crypto, membership.Group.State);
        mode.State.Epochs.Add(epoch, mode.State.IsRemoving);
        if (mode.State.IsRemoving)
        {
            mode.State.JoinKeys.Withdraw(mode.Device);
        }

        mode.State.IsRemoving = false;
        step.Tell(mode.Device.User, new UserMail.ReachedEpoch(epoch.Epoch.Value, epoch.Tag));
    }

    /// <summary>Whoever comes is waited for, where there is anything to be let into; whoever goes is not.</summary>
    private static void MeetAndPart(TreeRootMode mode, Step step, StagedCommit staged, IEnumerable<Proposal> proposals)
    {
        foreach (var proposal in proposals)
        {
            switch (proposal)
            {
                case Proposal.Add add when mode.Device.Groups.Count > 0:
                    mode.State.Newcomers.Add(add.KeyPackage.LeafNode.SignatureKey, step.Now);
                    break;
                case Proposal.Remove { Removed: var leaf } when staged.Transition.Before.Tree.Leaf(leaf) is { } removed:
                    mode.State.Newcomers.Remove(removed.SignatureKey);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Siblings know the user's epochs themselves, and which keys these give: whoever else has made the user's leaf, or made it of an older epoch, is not followed.</summary>
    public static string? Broken(TreeRootMode mode, StagedCommit staged)
    {
        var transition = staged.Transition;
        if (transition.Path is not { } path || MembershipChecks.UserOf(path.Path.LeafNode) != mode.Device.User)
        {
            return null;
        }

        if (staged.Next is not { OwnLeaf: var own })
        {
            // It replaces the leaf and does not remove it; but nobody can derive its keys.
            return CommitViolations.OwnLeafForged.Id;
        }

        return path.Committer == own
            && Before(transition, mode.Device.User) is { } before
            && EpochOf(mode, path.Path.LeafNode) is { } next
            && !VirtualLeafChecks.DoesNotGoBack(EpochOf(mode, before), next)
            ? VirtualLeafRules.WentBack
            : null;
    }

    /// <summary>Whether a leaf stands for a later epoch of the user group than this device has reached.</summary>
    public static bool IsBehind(TreeRootMode mode, LeafNode former) =>
        mode.Device.Environment.Directory.EpochOf(mode.Device.User, former.SignatureKey, mode.Device.Clock.Now) > mode.State.Epochs.Current.Epoch.Value;

    private static LeafNode? Before(PublicTransition transition, string user) => transition.Content.Sender is Sender.Member { Leaf: var leaf }
        ? transition.Before.Tree.Leaf(leaf)
        : GroupCommits.LeavesOf(transition.Before.Tree, user).Select(transition.Before.Tree.Leaf).FirstOrDefault();

    private static Epoch? EpochOf(TreeRootMode mode, LeafNode leaf) => LeafRef.Of(leaf) is { } reference ? mode.State.Epochs.Find(reference.EpochTag)?.Epoch : null;

    /// <summary>Clears what nothing waits for: roots of user epochs that no entry still to be read can name, and joiner secrets.</summary>
    public static void Settle(TreeRootMode mode)
    {
        var (device, state) = (mode.Device, mode.State);
        if (state.Epochs.Count > 1)
        {
            state.Epochs.ForgetBefore(OldestNeeded(mode));
        }

        state.Newcomers.Expire(device.Clock.Now);
        if (!state.Newcomers.Any)
        {
            Onboarding.Forget(mode);
        }

        foreach (var (group, letIn) in state.LetIns.ToArray())
        {
            if (device.Inbox.Entrance(group) is null)
            {
                state.LetIns.Remove(group);
                letIn.Dispose();
            }
        }

        state.JoinKeys.Expire(device);
    }

    /// <summary>An own-leaf Commit never goes back behind the epoch of the leaf that it replaces (modes 1.4, SC d), and none is made under an epoch older than the one in which the way
    /// into its group began: so nothing that is still to be read names an older epoch than these.</summary>
    private static Epoch OldestNeeded(TreeRootMode mode)
    {
        var oldest = mode.State.Epochs.Current.Epoch;
        foreach (var membership in mode.Device.Groups.Values)
        {
            // The leaf that a KeyPackage brought may be of an epoch that has been forgotten long ago.
            var group = membership.Group;
            var active = group.Public.Tree.Leaf(group.OwnLeaf) is { } leaf ? EpochOf(mode, leaf) : null;
            oldest = Min(oldest, active ?? new Epoch(membership.UserEpoch));
        }

        foreach (var group in mode.Device.Inbox.Entering())
        {
            oldest = Min(oldest, new Epoch(mode.Device.Inbox.Entrance(group)!.UserEpoch));
        }

        return oldest;
    }

    private static Epoch Min(Epoch one, Epoch other) => other < one ? other : one;

    public static void FromSibling(TreeRootMode mode, Step step, OpaqueBytes data)
    {
        try
        {
            using var message = Tls.Decode<UgApplicationMessage>(data);
            switch (message)
            {
                case UgApplicationMessage.Notice notice:
                    KeyPackageBatch.Follow(mode, notice.KeyPackages);
                    break;
                case UgApplicationMessage.Welcome welcome:
                    Onboarding.Follow(mode, step, welcome.Secrets);
                    break;
                default:
                    break;
            }
        }
        catch (MalformedException)
        {
            step.See(new DeviceFact.Refused("malformed"));
        }
    }
}
