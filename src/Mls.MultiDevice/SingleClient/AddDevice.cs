using Mls.Core.Groups;
using Mls.Core.Proposals;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient;

/// <summary>A sibling adds the new device to the user group and rotates every group under the new root (R36, R26); the SiblingWelcome follows.</summary>
internal static class AddDevice
{
    public static JobOutcome Try(UserGroupPart part, Step step, Job.AddDevice job)
    {
        var device = part.Device;
        if (job.Packages.Count == 0)
        {
            return new JobOutcome.Wait();
        }

        if (device.UserGroup is not { } userGroup)
        {
            return new JobOutcome.Wait();
        }

        if (job.Packages.Any(package => package.Device == device.Name))
        {
            return new JobOutcome.Skipped(ItemRules.NotASibling);
        }

        if (device.Directory.RevokedDevices(device.User, step.Now).Any(revoked => revoked.Device == job.Device))
        {
            // It came in while this device was away, and is gone again.
            return new JobOutcome.Done();
        }

        var (adds, _) = device.Commits.Adds(job.Packages);
        var key = ((Proposal.Add)adds[0]).KeyPackage.LeafNode.SignatureKey;
        return userGroup.Group.Public.Tree.Facts.SignatureKeys.Contains(key)
            ? new JobOutcome.Done()
            : CommitBundle.Submit(part, step, new BundlePlan(job.Id, new CommitOptions { Proposals = adds, ForcePath = device.Settings.AddPath }, "add-device") { Added = [job.Device] });
    }
}
