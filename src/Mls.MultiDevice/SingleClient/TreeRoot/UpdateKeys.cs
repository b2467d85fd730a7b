using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.MultiDevice.Devices;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>A device renews its keys in the user group first; only then does a rotation heal the groups (R24 to R26, experiment E1).</summary>
internal static class UpdateKeys
{
    public static IEnumerable<Job> Jobs(Cause cause, Func<ulong> nextJob) => [new Job.UpdateUser(nextJob(), cause, IsDeferred: false)];

    public static JobOutcome Try(TreeRootMode mode, Step step, Job.UpdateUser job) =>
        CommitBundle.Submit(mode, step, job.Id, new CommitOptions(), [], _ => [], job.IsDeferred ? CommitBundle.Deferred : "pcs");

    /// <summary>Commits with a path in one group; nothing is left to do where the leaf stands for a new enough epoch already.</summary>
    public static JobOutcome Rotate(TreeRootMode mode, Step step, Job.UpdateGroup job)
    {
        var device = mode.Device;
        if (device.UserGroup is not { Pending: null })
        {
            return new JobOutcome.Wait();
        }

        if (mode.State.Epochs.Current.Epoch.Value < job.WantedUserEpoch)
        {
            return new JobOutcome.Wait();
        }

        var group = device.Find(job.Group)!.Group;
        var active = LeafRef.Of(group.Public.Tree.Leaf(group.OwnLeaf)!);
        return job.Obligation != 0 && active is not null && mode.State.Epochs.Find(active.EpochTag)?.Epoch.Value >= job.WantedUserEpoch
            && group.Public.Tree.Leaf(group.OwnLeaf)!.Source is LeafNodeSource.Commit
            ? new JobOutcome.Done()
            : GroupCommits.Update(device, step, job);
    }
}
