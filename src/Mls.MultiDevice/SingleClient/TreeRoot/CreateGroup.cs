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
        var keys = TreeRootKeys.Leaf(device.Crypto, epoch, TreeRootUse.Create, groupId, epoch.OwnLeaf.Value, generation, mode.Signatures);
        mode.Certify(step, keys.SignatureKey.PublicKey, epoch);
        using var secret = TreeRootKeys.CreateSecret(device.Crypto, epoch, groupId, epoch.OwnLeaf.Value, generation);
        var lifetime = Lifetimes.From(device.Clock, device.Environment.Settings);
        var group = GroupCreator.Create(mode.Services, groupId, ExtensionList.Empty, mode.Identity, lifetime, keys, secret);
        var (info, submission) = GroupCommits.Found(device, step, job, group, GroupCommits.InOrder(job, device.User));
        step.Tell(device.User, new UserMail.RelayCreateGroup(info, mode.Address, submission));
        return submission.Commit.IsEmpty ? new JobOutcome.Done() : new JobOutcome.Submitted();
    }

    /// <summary>A sibling has created a group: derive epoch 0 and check it against the GroupInfo.</summary>
    public static void Follow(TreeRootMode mode, Step step, DeviceItem.Created created)
    {
        var device = mode.Device;
        if (device.Find(created.Group) is not null)
        {
            // By the Welcome of somebody else's group of that name, or by a sibling that was quicker.
            return;
        }

        try
        {
            if (Tls.Decode<MlsMessage>(created.GroupInfo) is not MlsMessage.OfGroupInfo { GroupInfo: var info })
            {
                throw new MalformedException("a message that is not a GroupInfo", 0);
            }

            if (!device.IsNamed(info.Context.GroupId, created.Group))
            {
                step.See(new DeviceFact.Refused(ItemRules.WrongGroup));
                return;
            }

            var shared = mode.CanEnter ? PublicGroup.FromGroupInfo(mode.Services, info, null) : null;
            if (shared?.Tree.Leaf(default) is not { } leaf || LeafRef.Of(leaf) is not { } reference || mode.State.Epochs.Find(reference.EpochTag) is not { } epoch || !epoch.IsOccupied(reference.DeviceLeaf))
            {
                device.Inbox.Expect(created.Group);
                step.Tell(device.User, new UserMail.AskSiblingWelcome(created.Group));
                return;
            }

            var keys = TreeRootKeys.Leaf(device.Crypto, epoch, TreeRootUse.Create, shared.GroupId, reference.DeviceLeaf, reference.Generation, mode.Signatures);
            using var secret = TreeRootKeys.CreateSecret(device.Crypto, epoch, shared.GroupId, reference.DeviceLeaf, reference.Generation);
            device.Enter(step, created.Group, SharedLeafJoiner.Join(mode.Services, shared, default, keys, secret), 0);
        }
        catch (ProtocolViolationException violation)
        {
            device.Inbox.Expect(created.Group);
            device.Inbox.Fail(step, created.Group, new DeviceFact.CommitUnprocessable(created.Group, 0, violation.Violation.Id));
        }
        catch (MalformedException)
        {
            device.Inbox.Expect(created.Group);
            device.Inbox.Fail(step, created.Group, new DeviceFact.Refused(ItemRules.Malformed));
        }
    }
}
