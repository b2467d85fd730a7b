using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient;

/// <summary>A sibling removes the device from the user group and rotates every group under the new root (R36, R26), in one mail. That the device is to go is the account's
/// to see to from then on, and where nothing can be committed now that is all there is to say.</summary>
internal static class RemoveDevice
{
    public static JobOutcome Try(UserGroupPart part, Step step, Job.RemoveDevice job)
    {
        var device = part.Device;
        var isAsked = job.Obligation == 0;
        if (isAsked && ItemRules.IsLastDevice(device.Directory, device.User, job.Device, step.Now))
        {
            return new JobOutcome.Skipped(DeviceItem.Refused.LastDevice);
        }

        var leaf = Leaf(device, step, job);
        var outcome = leaf is { } index ? Commit(part, step, job, index) : new JobOutcome.Wait();
        if (outcome is JobOutcome.Wait && isAsked)
        {
            step.Tell(device.User, new UserMail.RemoveDevice(job.Device, Certificates.Suspension(device, job.Device), []));
            return new JobOutcome.Done();
        }

        return outcome is JobOutcome.Wait && leaf is null && device.UserGroup is not null ? new JobOutcome.Done() : outcome;
    }

    /// <summary>The device's leaf, where this device may remove it: its own it may not.</summary>
    private static LeafIndex? Leaf(DeviceContext device, Step step, Job.RemoveDevice job)
    {
        foreach (var (index, leaf) in device.UserGroup?.Group.Public.Tree.Leaves() ?? [])
        {
            if (job.Device != device.Name && device.Directory.DeviceOf(device.User, leaf.SignatureKey, step.Now) == job.Device)
            {
                return index;
            }
        }

        return null;
    }

    /// <summary>Each bundle names the first epoch without the device, for the directory to know once it is accepted: after a lost race that is another one.</summary>
    private static JobOutcome Commit(UserGroupPart part, Step step, Job.RemoveDevice job, LeafIndex leaf) =>
        CommitBundle.Submit(part, step, new BundlePlan(job.Id, GroupCommits.Removing(leaf), "remove-device") { Removals = pending => [Order(part, job.Device, pending)] });

    private static RemovalOrder Order(UserGroupPart part, string removed, PendingCommit pending)
    {
        var device = part.Device;
        using var next = part.Profile.EpochOf(device.Crypto, pending.Staged.Next!);
        return new RemovalOrder(removed, Certificates.Suspension(device, removed), Certificates.Revocation(device, removed, next.Tag, next.Epoch.Value));
    }
}
