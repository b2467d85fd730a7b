using Mls.Core.Groups;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>A sibling removes the device from the user group and rotates every group under the new root (R36, R26), in one mail. That the device is to go is the account's
/// to see to from then on, and where nothing can be committed now that is all there is to say.</summary>
internal static class RemoveDevice
{
    public static JobOutcome Try(TreeRootMode mode, Step step, Job.RemoveDevice job)
    {
        var device = mode.Device;
        var isAsked = job.Obligation == 0;
        if (isAsked && ItemRules.IsLastDevice(device, job.Device, step.Now))
        {
            return new JobOutcome.Skipped(DeviceItem.Refused.LastDevice);
        }

        var leaf = Leaf(device, step, job);
        var outcome = leaf is { } index ? Commit(mode, step, job, index) : new JobOutcome.Wait();
        if (outcome is JobOutcome.Wait && isAsked)
        {
            step.Tell(device.User, new UserMail.RemoveDevice(job.Device, Certificates.Suspension(device, job.Device), []));
            return new JobOutcome.Done();
        }

        return outcome is JobOutcome.Wait && leaf is null && device.UserGroup is not null ? new JobOutcome.Done() : outcome;
    }

    /// <summary>The device's leaf, where this device may remove it: its own it may not.</summary>
    private static LeafIndex? Leaf(Device device, Step step, Job.RemoveDevice job)
    {
        foreach (var (index, leaf) in device.UserGroup?.Group.Public.Tree.Leaves() ?? [])
        {
            if (job.Device != device.Name && device.Environment.Directory.DeviceOf(device.User, leaf.SignatureKey, step.Now) == job.Device)
            {
                return index;
            }
        }

        return null;
    }

    /// <summary>Each bundle names the first epoch without the device, for the directory to know once it is accepted: after a lost race that is another one.</summary>
    private static JobOutcome Commit(TreeRootMode mode, Step step, Job.RemoveDevice job, LeafIndex leaf)
    {
        var device = mode.Device;
        return CommitBundle.Submit(mode, step, job.Id, new CommitOptions { Proposals = [new Proposal.Remove(leaf)] }, [], pending => [Order(device, job.Device, pending)], "remove-device");
    }

    private static RemovalOrder Order(Device device, string removed, PendingCommit pending)
    {
        using var next = UserEpoch.Of(device.Crypto, pending.Staged.Next!);
        return new RemovalOrder(removed, Certificates.Suspension(device, removed), Certificates.Revocation(device, removed, next.Tag, next.Epoch.Value));
    }
}
