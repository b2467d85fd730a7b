using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>What following the user group means for a device: each epoch is kept while something may still name it (modes 5.1.2).</summary>
internal static class EpochKeeping
{
    /// <summary>A Commit of the user group is about to be applied.</summary>
    public static void Applying(UserGroupPart part, Step step, StagedCommit staged)
    {
        var proposals = staged.Transition.Provisional.Proposals.All;
        part.State.IsRemoving = proposals.Any(item => item.Proposal is Proposal.Remove);
        MeetAndPart(part, step, staged, proposals.Select(item => item.Proposal));
    }

    /// <summary>The user group has entered an epoch.</summary>
    public static void Applied(UserGroupPart part, Step step, Membership userGroup)
    {
        var state = part.State;
        var epoch = part.Profile.EpochOf(part.Device.Crypto, userGroup.Group.State);
        state.Epochs.Add(epoch, state.IsRemoving);
        if (state.IsRemoving)
        {
            part.Device.JoinKeys.Withdraw();
        }

        state.IsRemoving = false;
        step.Tell(part.Device.User, new UserMail.ReachedEpoch(epoch.Epoch.Value, epoch.Tag));
    }

    /// <summary>Clears the roots of epochs that no entry still to be read can name.</summary>
    public static void Settle(UserGroupPart part)
    {
        var epochs = part.State.Epochs;
        if (epochs.Count > 1)
        {
            epochs.ForgetBefore(OldestNeeded(part));
        }
    }

    /// <summary>Whoever comes is waited for, where there is anything to be let into; whoever goes is not.</summary>
    private static void MeetAndPart(UserGroupPart part, Step step, StagedCommit staged, IEnumerable<Proposal> proposals)
    {
        foreach (var proposal in proposals)
        {
            switch (proposal)
            {
                case Proposal.Add add when part.Device.Groups.Count > 0:
                    part.State.Newcomers.Add(add.KeyPackage.LeafNode.SignatureKey, step.Now);
                    break;
                case Proposal.Remove { Removed: var leaf } when staged.Transition.Before.Tree.Leaf(leaf) is { } removed:
                    part.State.Newcomers.Remove(removed.SignatureKey);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>An own-leaf Commit never goes back behind the epoch of the leaf that it replaces (modes 1.4, SC d), and none is made under an epoch older than the one in which the way
    /// into its group began: so nothing that is still to be read names an older epoch than these.</summary>
    private static Epoch OldestNeeded(UserGroupPart part)
    {
        var oldest = part.State.Epochs.Current.Epoch;
        foreach (var membership in part.Device.Groups.Values)
        {
            // The leaf that a KeyPackage brought may be of an epoch that has been forgotten long ago.
            var group = membership.Group;
            var active = group.Public.Tree.Leaf(group.OwnLeaf) is { } leaf ? SiblingAdoption.EpochOf(part, leaf) : null;
            oldest = Min(oldest, active ?? new Epoch(membership.UserEpoch));
        }

        return part.Device.Entrances.All.Aggregate(oldest, (epoch, entrance) => Min(epoch, new Epoch(entrance.UserEpoch)));
    }

    private static Epoch Min(Epoch one, Epoch other) => other < one ? other : one;
}
