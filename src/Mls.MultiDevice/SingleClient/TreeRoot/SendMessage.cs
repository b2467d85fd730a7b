using Mls.MultiDevice.Devices;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>A device sends in its stripe of the shared ratchet; not before the leaf stands for an epoch that it is in, nor while a removal
/// or a leaf that a KeyPackage of an older epoch brought waits for its rotation (modes 5.1.5, 1.4 e and f).</summary>
internal static class SendMessage
{
    public static JobOutcome Try(TreeRootMode mode, Step step, Job.SendMessage job)
    {
        var group = mode.Device.Find(job.Group)!.Group;
        var leaf = group.Public.Tree.Leaf(group.OwnLeaf)!;
        return mode.State.Slots.MaySend(leaf) && !mode.State.Slots.IsRemovalPending(leaf) && !VirtualLeafChecks.MustRotateFirst(leaf, mode.State.Epochs)
            ? GroupCommits.Send(mode.Device, step, job)
            : new JobOutcome.Wait();
    }
}
