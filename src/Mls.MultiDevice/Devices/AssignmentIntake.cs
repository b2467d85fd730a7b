using Mls.Core.Crypto;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>What the account service asks of a device becomes jobs.</summary>
internal static class AssignmentIntake
{
    /// <summary>Takes an item of the mailbox that asks for something.</summary>
    public static void Take(Device device, Step step, DeviceItem item)
    {
        switch (item)
        {
            case DeviceItem.Assigned { Assignment: var assignment }:
                Take(device, step, assignment);
                break;
            case DeviceItem.Enrolled enrolled:
                Sponsor(device, step, enrolled);
                break;
            case DeviceItem.LowStock low:
                device.Mode.PublishKeyPackages(step, Math.Min(low.Count, device.Environment.Settings.KeyPackagePool), 0);
                break;
            case DeviceItem.SupplyGroupInfo supply:
                Supply(device, step, supply);
                break;
            default:
                break;
        }
    }

    private static void Take(Device device, Step step, Assignment assignment)
    {
        // The same thing asked twice is one job.
        var jobs = device.Jobs;
        if (jobs.Find(job => job.ForObligation == assignment.Obligation) is not null)
        {
            return;
        }

        switch (assignment)
        {
            case Assignment.Rotate rotate:
                jobs.Insert(new Job.UpdateGroup(jobs.Next(), step.Cause, rotate.Group, rotate.Obligation, rotate.WantedUserEpoch) { IsUrgent = rotate.IsUrgent });
                break;
            case Assignment.AddDevice { Group: GroupName.Conversation } add:
                jobs.Add(new Job.AddDevice(jobs.Next(), step.Cause, add.Group, add.Device, add.Obligation));
                break;
            case Assignment.AddDevice add:
                // With the user group the sibling's KeyPackage has come before, and a job with it.
                if (jobs.Find(job => job is Job.AddDevice { Group: GroupName.OfUser } waiting && waiting.Device == add.Device) is Job.AddDevice found)
                {
                    jobs.Replace(found with { Obligation = add.Obligation });
                }

                break;
            case Assignment.RemoveDevice { Group: GroupName.Conversation { Name: var group } } remove:
                if (jobs.Find(job => job is Job.RemoveLeaf one && one.Group == group && one.Device == remove.Device) is null)
                {
                    jobs.Insert(new Job.RemoveLeaf(jobs.Next(), step.Cause, group, remove.Device, remove.Obligation) { IsUrgent = remove.IsUrgent });
                }

                break;
            case Assignment.RemoveDevice remove:
                if (jobs.Find(job => job is Job.RemoveDevice one && one.Device == remove.Device) is null)
                {
                    jobs.Insert(new Job.RemoveDevice(jobs.Next(), step.Cause, remove.Device, remove.Obligation) { IsUrgent = remove.IsUrgent });
                }

                break;
            case Assignment.SiblingWelcome welcome:
                jobs.Add(new Job.SiblingWelcome(jobs.Next(), step.Cause, welcome.Device, welcome.Obligation));
                break;
            case Assignment.PublishKeyPackages:
                device.Mode.PublishKeyPackages(step, device.Environment.Settings.KeyPackagePool, assignment.Obligation);
                break;
            default:
                break;
        }
    }

    /// <summary>Certifies a new sibling's key, and with a user group adds it there.</summary>
    private static void Sponsor(Device device, Step step, DeviceItem.Enrolled enrolled)
    {
        if (KeyPackageChecks.Broken(device, enrolled, step.Now) is { } rule)
        {
            step.See(new DeviceFact.Refused(rule));
            return;
        }

        var key = new SignaturePublicKey(enrolled.SignatureKey);
        Certificates.DeviceKey(device.Context, step, enrolled.Device, key);
        if (enrolled.KeyPackage.Length > 0)
        {
            var package = new PublishedKeyPackage(enrolled.Device, enrolled.KeyPackage, enrolled.Device);
            device.Jobs.Add(new Job.AddDevice(device.Jobs.Next(), step.Cause, GroupName.UserGroup, enrolled.Device, 0) { Packages = [package] });
        }
    }

    private static void Supply(Device device, Step step, DeviceItem.SupplyGroupInfo supply)
    {
        if (!device.Environment.Directory.IsActive(supply.Requester, step.Now))
        {
            step.See(new DeviceFact.Refused(ItemRules.NotActive));
        }
        else if (device.Groups.TryGetValue(supply.Group, out var member) && !device.Entries.Contains(supply.Group))
        {
            var job = new Job.SupplyGroupInfo(device.Jobs.Next(), step.Cause, supply.Group, supply.Requester);
            if (device.Context.Commits.MaySign(member))
            {
                GroupCommits.SupplyGroupInfo(device.Context, step, job);
            }
            else
            {
                device.Jobs.Add(job);
            }
        }
    }
}
