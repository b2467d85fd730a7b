using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.MultiClient;

/// <summary>One Commit adds every device of every member, the creator's siblings included (R14).</summary>
internal static class CreateGroup
{
    public static JobOutcome Try(MultiClientMode mode, Step step, Job.CreateGroup job)
    {
        var device = mode.Device;
        if (job.Packages.Count == 0)
        {
            return new JobOutcome.NeedsKeyPackages([device.User, .. job.Members], string.Empty);
        }

        if (job.Packages.Any(package => package.KeyPackage.IsEmpty && package.Address != device.User))
        {
            return new JobOutcome.Skipped("no-key-packages");
        }

        var lifetime = Lifetimes.From(device.Clock, device.Settings);
        var group = GroupCreator.Create(mode.Services, GroupIds.Of(job.Group), ExtensionList.Empty, mode.Identity, lifetime, device.IdentityKey!);
        var (info, submission) = GroupCommits.Found(device, step, job, group, ActiveDevices.Of(device, step, GroupCommits.InOrder(job, device.User)));
        step.Tell(job.Group, new GroupMail.Create(info, mode.Address, device.Name, submission));
        return submission.Commit.IsEmpty ? new JobOutcome.Done() : new JobOutcome.Submitted();
    }
}
