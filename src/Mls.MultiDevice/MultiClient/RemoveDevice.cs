using Mls.Core.Violations;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.MultiClient;

/// <summary>A sibling revokes the device and removes its leaf from each group with an ordinary Remove (R18), in one mail; what loses a race is the account's to see to.</summary>
internal static class RemoveDevice
{
    public static JobOutcome Try(DeviceContext device, Step step, Job.RemoveDevice job)
    {
        if (ItemRules.IsLastDevice(device.Directory, device.User, job.Device, step.Now))
        {
            return new JobOutcome.Skipped(DeviceItem.Refused.LastDevice);
        }

        // Whoever leaves cannot commit that itself.
        var commits = new List<CommitSubmission>();
        foreach (var membership in device.Groups.Values.Where(one => job.Device != device.Name && device.Commits.MayCommit(one)))
        {
            if (GroupCommits.LeafOf(device, step, membership, job.Device) is { } leaf)
            {
                try
                {
                    commits.Add(device.Commits.Build(step, new CommitPlan(membership, job.Id, GroupCommits.Removing(leaf))));
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
}
