using Mls.MultiDevice.Devices;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient;

/// <summary>A device sends in its stripe of the shared ratchet; not before the leaf stands for an epoch that it is in, nor while a removal
/// or a leaf that a KeyPackage of an older epoch brought waits for its rotation (modes 5.1.5, 1.4 e and f).</summary>
internal static class SendMessage
{
    public static JobOutcome Try(UserGroupPart part, Step step, Job.SendMessage job)
    {
        var group = part.Device.Groups[job.Group].Group;
        var leaf = group.Public.Tree.Leaf(group.OwnLeaf)!;
        var tag = part.Profile.TagOf(leaf);
        var epochs = part.State.Epochs;
        return part.Client.MaySend(leaf) && !VirtualLeafChecks.IsRemovalPending(tag, epochs) && !VirtualLeafChecks.MustRotateFirst(leaf, tag, epochs)
            ? GroupCommits.Send(part.Device, step, job)
            : new JobOutcome.Wait();
    }
}
