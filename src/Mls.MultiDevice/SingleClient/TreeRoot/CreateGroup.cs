using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Validation;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>A device creates a group as the virtual client: epoch 0 derives from the user group, so that siblings can follow (modes G14).</summary>
internal static class CreateGroup
{
    public static JobOutcome Try(TreeRootMode mode, Step step, Job.CreateGroup job)
    {
        var device = mode.Device;
        if (device.UserGroup is not { Pending: null } || mode.State.Epochs.IsEmpty)
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

        var epoch = mode.State.Epochs.Current;
        var groupId = GroupIds.Of(job.Group);
        var generation = mode.State.Counters.Next(TreeRootUse.Create);
        var keys = TreeRootKeys.Leaf(device.Crypto, epoch, TreeRootUse.Create, groupId, epoch.OwnLeaf.Value, generation);
        Certificates.LeafKey(device, step, keys.SignatureKey.PublicKey, epoch.Tag);
        using var secret = TreeRootKeys.CreateSecret(device.Crypto, epoch, groupId, epoch.OwnLeaf.Value, generation);
        var lifetime = Lifetimes.From(device.Clock, device.Environment.Settings);
        var group = GroupCreator.Create(mode.Services, groupId, ExtensionList.Empty, mode.Identity, lifetime, keys, secret);
        var membership = device.Enter(step, job.Group, group);
        var info = Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfGroupInfo(group.GroupInfo(withTree: true, withExternalPub: false)));
        var (adds, addresses) = device.Work.Adds(GroupCommits.InOrder(job, device.User));
        var submission = adds.Count == 0
            ? new CommitSubmission(job.Group, default, default, [], 0)
            : device.Work.Build(step, membership, job.Id, new CommitOptions { Proposals = adds, ForcePath = device.Environment.Settings.AddPath }, addresses, 0);
        step.Tell(device.User, new UserMail.RelayCreateGroup(info, mode.Address, submission));
        return adds.Count == 0 ? new JobOutcome.Done() : new JobOutcome.Submitted();
    }

    /// <summary>A sibling has created a group: derive epoch 0 and check it against the GroupInfo.</summary>
    public static void Follow(TreeRootMode mode, Step step, DeviceItem.Created created)
    {
        var device = mode.Device;
        try
        {
            if (Tls.Decode<MlsMessage>(created.GroupInfo) is not MlsMessage.OfGroupInfo { GroupInfo: var info })
            {
                throw new MalformedException("a message that is not a GroupInfo", 0);
            }

            var shared = PublicGroup.FromGroupInfo(mode.Services, info, null);
            var leaf = shared.Tree.Leaf(default)!;
            if (LeafRef.Of(leaf) is not { } reference || mode.State.Epochs.Find(reference.EpochTag) is not { } epoch || !epoch.IsOccupied(reference.DeviceLeaf))
            {
                device.Inbox.Expect(created.Group);
                step.Tell(device.User, new UserMail.AskSiblingWelcome(created.Group));
                return;
            }

            var keys = TreeRootKeys.Leaf(device.Crypto, epoch, TreeRootUse.Create, shared.GroupId, reference.DeviceLeaf, reference.Generation);
            using var secret = TreeRootKeys.CreateSecret(device.Crypto, epoch, shared.GroupId, reference.DeviceLeaf, reference.Generation);
            device.Enter(step, created.Group, SharedLeafJoiner.Join(mode.Services, shared, default, keys, secret));
        }
        catch (ProtocolViolationException violation)
        {
            step.See(new DeviceFact.CommitUnprocessable(created.Group, 0, violation.Violation.Id));
        }
        catch (MalformedException)
        {
            step.See(new DeviceFact.Refused("malformed"));
        }
    }
}
