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
                step.Tell(device.User, new UserMail.Withdraw(string.Empty));
                var outcome = CommitBundle.Submit(
                    mode, step, job.Id, new CommitOptions { Proposals = [new Proposal.Remove(index)] }, [], [job.Device], "remove-device");
                if (outcome is JobOutcome.Submitted && job.Attempt == 0)
                {
                    using var next = UserEpoch.Of(device.Crypto, userGroup.Pending!.Staged.Next!);
                    Certificates.Revoke(device, step, job.Device, next.Tag);
                }

                return outcome;
            }
        }

        return new JobOutcome.Skipped("not-a-device");
    }
}
