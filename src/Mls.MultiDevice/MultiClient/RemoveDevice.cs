using Mls.Core.Groups;
using Mls.Core.Proposals;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.MultiClient;

/// <summary>A sibling revokes the device, and then removes its leaf from each group with an ordinary Remove (R18).</summary>
internal static class RemoveDevice
{
    public static JobOutcome Try(Device device, Step step, Job.RemoveDevice job)
    {
        if (job.Group.Length == 0)
        {
            Certificates.Revoke(device, step, job.Device, 0, 0);
            step.Tell(device.User, new UserMail.SignOut(job.Device));
            return new JobOutcome.Done();
        }

        var membership = device.Find(job.Group)!;
        var user = job.Device.Split('/')[0];
        foreach (var (index, leaf) in membership.Group.Public.Tree.Leaves())
        {
            if (device.Environment.Directory.DeviceOf(user, leaf.SignatureKey, step.Now) == job.Device)
            {
                return device.Work.Submit(step, membership, job, new CommitOptions { Proposals = [new Proposal.Remove(index)] }, []);
            }
        }

        return new JobOutcome.Done();
    }
}
