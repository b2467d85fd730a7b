using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient;

/// <summary>A device creates a group as the virtual client: epoch 0 derives from the user group, so that siblings can follow (modes G14).</summary>
internal static class CreateGroup
{
    public static JobOutcome Try(UserGroupPart part, Step step, Job.CreateGroup job)
    {
        var device = part.Device;
        if (device.UserGroup is not { Pending: null } || part.State.Epochs.IsEmpty)
        {
            return new JobOutcome.Wait();
        }

        if (job.Packages.Count == 0 && job.Members.Count > 0)
        {
            return new JobOutcome.NeedsKeyPackages(job.Members, string.Empty);
        }

        if (job.Packages.Any(package => package.KeyPackage.IsEmpty))
        {
            return new JobOutcome.Skipped("no-key-packages");
        }

        var epoch = part.State.Epochs.Current;
        var groupId = GroupIds.Of(job.Group);
        using var creation = part.Client.NextCreation(epoch, groupId);
        part.Certify(step, creation.Leaf.SignatureKey.PublicKey, epoch.Tag, epoch.Epoch);
        var lifetime = Lifetimes.From(device.Clock, device.Settings);
        var group = GroupCreator.Create(part.Services, groupId, ExtensionList.Empty, part.Identity, lifetime, creation.Leaf, creation.EpochSecret);
        var (info, submission) = GroupCommits.Found(device, step, job, group, GroupCommits.InOrder(job, device.User));
        step.Tell(device.User, new UserMail.RelayCreateGroup(info, device.User, submission));
        return submission.Commit.IsEmpty ? new JobOutcome.Done() : new JobOutcome.Submitted();
    }
}
