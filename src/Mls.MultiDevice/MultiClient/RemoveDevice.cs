using Mls.Core.Groups;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.MultiClient;

/// <summary>A sibling revokes the device and removes its leaf from each group with an ordinary Remove (R18), in one mail; what loses a race is the account's to see to.</summary>
internal static class RemoveDevice
{
    public static JobOutcome Try(Device device, Step step, Job.RemoveDevice job)
    {
        if (job.Group.Length > 0)
        {
            var membership = device.Find(job.Group)!;
            return Remove(device, step, membership, job) is { } options ? device.Work.Submit(step, membership, job, options, []) : new JobOutcome.Done();
        }

        if (ItemRules.IsLastDevice(device, job.Device, step.Now))
        {
            return new JobOutcome.Skipped(DeviceItem.Refused.LastDevice);
        }

        // Whoever leaves cannot commit that itself.
        var commits = new List<CommitSubmission>();
        foreach (var membership in device.Groups.Values.Where(one => job.Device != device.Name && device.Work.MayCommit(one)))
        {
            if (Remove(device, step, membership, job) is { } options)
            {
                try
                {
                    commits.Add(device.Work.Build(step, membership, job.Id, options, [], 0));
                }
                catch (ProtocolViolationException violation)
                {
                    // What cannot be committed here is left to the account's obligation.
                    step.See(new DeviceFact.OperationSkipped(violation.Violation.Id));
                }
            }
        }

        step.Tell(device.User, new UserMail.RemoveDevice(job.Device, Certificates.Revocation(device, job.Device, 0, 0), [.. commits]));
        return new JobOutcome.Done();
    }

    private static CommitOptions? Remove(Device device, Step step, Membership membership, Job.RemoveDevice job)
    {
        // Any member may remove a device of any user from one group.
        var user = job.Device[..job.Device.IndexOf('/', StringComparison.Ordinal)];
        foreach (var (index, leaf) in membership.Group.Public.Tree.Leaves())
        {
            if (device.Environment.Directory.DeviceOf(user, leaf.SignatureKey, step.Now) == job.Device)
            {
                return new CommitOptions { Proposals = [new Proposal.Remove(index)] };
            }
        }

        return null;
    }
}
