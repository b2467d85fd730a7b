using Mls.Core.Groups;
using Mls.Core.Proposals;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>A sibling withdraws the KeyPackages, removes the device from the user group and rotates every group under the new root (R36, R26).</summary>
internal static class RemoveDevice
{
    public static JobOutcome Try(TreeRootMode mode, Step step, Job.RemoveDevice job)
    {
        var device = mode.Device;
        if (device.UserGroup is not { Pending: null } userGroup)
        {
            return new JobOutcome.Wait();
        }

        foreach (var (index, leaf) in userGroup.Group.Public.Tree.Leaves())
        {
            if (device.Environment.Directory.DeviceOf(device.User, leaf.SignatureKey, step.Now) == job.Device)
            {
                return CommitBundle.Submit(
                    mode,
                    step,
                    job.Id,
                    new CommitOptions { Proposals = [new Proposal.Remove(index)] },
                    [],
                    [job.Device],
                    "remove-device",
                    pending => Announce(device, step, job.Device, pending));
            }
        }

        return new JobOutcome.Skipped("not-a-device");
    }

    /// <summary>Once for each bundle that is really sent: after a lost race another epoch is the first without the device, and the one that won still has it.</summary>
    private static void Announce(Device device, Step step, string removed, PendingCommit pending)
    {
        using var next = UserEpoch.Of(device.Crypto, pending.Staged.Next!);
        step.Tell(device.User, new UserMail.Withdraw(string.Empty));
        Certificates.Revoke(device, step, removed, next.Tag, next.Epoch.Value);
    }
}
