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
    public static JobOutcome Try(Device device, Step step, Job.CreateGroup job)
    {
        if (job.Packages.Count == 0)
        {
            return new JobOutcome.NeedsKeyPackages([device.User, .. job.Members], string.Empty);
        }

        if (job.Packages.Any(package => package.KeyPackage.IsEmpty && package.Address != device.User))
        {
            return new JobOutcome.Skipped("no-key-packages");
        }

        var lifetime = Lifetimes.From(device.Clock, device.Environment.Settings);
        var group = GroupCreator.Create(device.Mode.Services, GroupIds.Of(job.Group), ExtensionList.Empty, device.Mode.Identity, lifetime, device.IdentityKey!);
        var membership = device.Enter(step, job.Group, group);
        var info = Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfGroupInfo(group.GroupInfo(withTree: true, withExternalPub: false)));
        var (adds, addresses) = device.Work.Adds(GroupCommits.InOrder(job, device.User).Where(package => !package.KeyPackage.IsEmpty));
        var submission = adds.Count == 0
            ? new CommitSubmission(job.Group, default, default, [], 0)
            : device.Work.Build(step, membership, job.Id, new CommitOptions { Proposals = adds, ForcePath = device.Environment.Settings.AddPath }, addresses, 0);
        step.Tell(job.Group, new GroupMail.Create(info, device.Mode.Address, device.Name, submission));
        return adds.Count == 0 ? new JobOutcome.Done() : new JobOutcome.Submitted();
    }
}
