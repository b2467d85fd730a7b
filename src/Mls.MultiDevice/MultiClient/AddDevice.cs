using Mls.Core.Proposals;
using Mls.MultiDevice.Devices;

namespace Mls.MultiDevice.MultiClient;

/// <summary>A sibling adds the new device to each group with an ordinary Add (R18).</summary>
internal static class AddDevice
{
    public static JobOutcome Try(DeviceContext device, Step step, Job.AddDevice job)
    {
        if (job.Group is not GroupName.Conversation { Name: var group })
        {
            return new JobOutcome.Skipped(ItemRules.NoUserGroup);
        }

        if (job.Packages.Count == 0)
        {
            return new JobOutcome.NeedsKeyPackages([device.User], job.Device);
        }

        if (job.Packages.Any(package => package.KeyPackage.IsEmpty))
        {
            return new JobOutcome.Skipped("no-key-packages");
        }

        if (job.Packages.Any(package => package.Device != job.Device))
        {
            step.See(new DeviceFact.Refused(KeyPackageChecks.NotOfDevice));
            return new JobOutcome.Skipped(KeyPackageChecks.NotOfDevice);
        }

        if (!device.Directory.ActiveDevices(device.User, step.Now).Contains(job.Device, StringComparer.Ordinal))
        {
            return new JobOutcome.Skipped("not-a-device");
        }

        var (adds, addresses) = device.Commits.Adds(job.Packages);
        var membership = device.Groups[group];
        return adds.OfType<Proposal.Add>().Any(add => membership.Group.Public.Tree.Facts.SignatureKeys.Contains(add.KeyPackage.LeafNode.SignatureKey))
            ? new JobOutcome.Done()
            : device.Commits.Submit(step, new CommitPlan(membership, job.Id, GroupCommits.Adding(device, adds)) { Addresses = addresses });
    }
}
