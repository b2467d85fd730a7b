using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient;

/// <summary>A device renews its keys in the user group first; only then does a rotation heal the groups (R24 to R26, experiment E1).</summary>
internal static class UpdateKeys
{
    public static IEnumerable<Job> Jobs(Cause cause, Func<ulong> nextJob) => [new Job.UpdateUser(nextJob(), cause, IsDeferred: false)];

    /// <summary>Commits with a path in one group; nothing is left to do where the leaf stands for a new enough epoch already.</summary>
    public static JobOutcome Rotate(UserGroupPart part, Step step, Job.UpdateGroup job)
    {
        var device = part.Device;
        var epochs = part.State.Epochs;
        if (device.UserGroup is not { Pending: null } || epochs.Current.Epoch.Value < job.WantedUserEpoch)
        {
            return new JobOutcome.Wait();
        }

        var group = device.Groups[job.Group].Group;
        var leaf = group.Public.Tree.Leaf(group.OwnLeaf)!;
        return job.Obligation != 0
            && leaf.Source is LeafNodeSource.Commit
            && part.Profile.TagOf(leaf) is { } active
            && epochs.Find(active.EpochTag)?.Epoch.Value >= job.WantedUserEpoch
            ? new JobOutcome.Done()
            : GroupCommits.Update(device, step, job);
    }
}
