using Mls.Core.Violations;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>A delivery or account service has refused something.</summary>
internal static class RefusalReceiver
{
    /// <summary>How often one thing is done anew because a key had just ended.</summary>
    private const uint MaxCredentialRaces = 8;

    public static void Receive(Device device, Step step, DeviceItem.Refused refused)
    {
        if (refused.Group is GroupName.Conversation conversation && device.Entries.Refused(step, conversation.Name, refused))
        {
            return;
        }

        if (device.Find(refused.Group) is not { } membership)
        {
            if (refused.Rule == DeviceItem.Refused.EpochGone)
            {
                device.Entrances.EpochGone(step, refused.Group);
            }

            return;
        }

        // Where another Commit was first, that Commit is in the mailbox and decides. A broken rule is final.
        if (refused.Rule.Length > 0 && membership.Pending is not null && refused.Epoch == membership.Group.Epoch.Value)
        {
            Break(device, step, membership, refused.Rule);
        }

        // The name is somebody else's group's, or the group was refused: this one has never been anybody's.
        if (membership is { Name: GroupName.Conversation, Group: { Epoch.Value: 0, Public.Tree.Members: 1 } } && (refused.Rule == DeviceItem.Refused.GroupExists || membership.IsFounding))
        {
            device.Leave(membership);
        }
    }

    private static void Break(Device device, Step step, Membership membership, string rule)
    {
        var number = membership.PendingJob;
        var job = device.Jobs.Find(one => one.Id == number);
        if (job is Job.CreateGroup create && rule == LeafViolations.AddedCredential.Id)
        {
            // The group is there, and its creator alone in it: whoever was to be added was removed meanwhile, or its user has other KeyPackages by now.
            membership.DropPending();
            device.Founded(step, membership);
            device.Jobs.Remove(job);
            foreach (var user in create.Members)
            {
                device.Jobs.Add(new Job.AddUser(device.Jobs.Next(), create.Cause, create.Group, user));
            }
        }
        else if (job is { Attempt: < MaxCredentialRaces } && IsCredential(rule))
        {
            // A device was removed meanwhile, and with it went the keys of the epochs that it was in: those of the next epoch are good.
            device.Jobs.Lost(step, membership);
        }
        else
        {
            device.Context.Commits.Drop(membership);
            device.Jobs.RemoveAll(one => one.Id == number);
            step.See(new DeviceFact.OperationSkipped(rule));
        }
    }

    private static bool IsCredential(string rule) =>
        rule == LeafViolations.CommitCredential.Id || rule == LeafViolations.AddedCredential.Id || rule == TreeViolations.TreeCredential.Id;
}
