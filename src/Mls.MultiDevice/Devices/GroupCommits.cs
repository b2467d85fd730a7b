using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>Commits that look the same in every mode: the leaves that they add and remove are the mode's business only through the seams.</summary>
internal static class GroupCommits
{
    /// <summary>Enters a group that the device has just created, once the Commit that adds the first members has been built; where that fails, the group is nothing.</summary>
    /// <returns>Epoch 0 with the tree, and the Commit; without one where nobody is to be added.</returns>
    public static (OpaqueBytes Info, CommitSubmission Submission) Found(DeviceContext device, Step step, Job.CreateGroup job, Group group, IEnumerable<PublishedKeyPackage> packages)
    {
        var membership = new Membership(GroupName.Of(job.Group), group, group.Epoch.Value);
        try
        {
            var info = Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfGroupInfo(group.GroupInfo(withTree: true, withExternalPub: false)));
            var (adds, addresses) = device.Commits.Adds(packages);
            var submission = adds.Count == 0
                ? new CommitSubmission(job.Group, default, default, [], 0)
                : device.Commits.Build(step, new CommitPlan(membership, job.Id, Adding(device, adds)) { Addresses = addresses });
            membership.IsFounding = membership.Pending is not null;
            device.Enter(step, membership);
            return (info, submission);
        }
        catch
        {
            if (!ReferenceEquals(device.Groups.GetValueOrDefault(job.Group), membership))
            {
                membership.Dispose();
            }

            throw;
        }
    }

    /// <summary>Adds a user with whatever KeyPackages its account service gave.</summary>
    public static JobOutcome AddUser(DeviceContext device, Step step, Job.AddUser job)
    {
        var membership = device.Groups[job.Group];
        if (LeavesOf(membership.Group.Public, job.User).Any())
        {
            return new JobOutcome.Skipped("already-a-member");
        }

        if (job.Packages.Count == 0)
        {
            return new JobOutcome.NeedsKeyPackages([job.User], string.Empty);
        }

        if (job.Packages.Any(package => package.KeyPackage.IsEmpty))
        {
            return new JobOutcome.Skipped("no-key-packages");
        }

        var (adds, addresses) = device.Commits.Adds(job.Packages);
        return device.Commits.Submit(step, new CommitPlan(membership, job.Id, Adding(device, adds)) { Addresses = addresses });
    }

    /// <summary>Removes every leaf of a user.</summary>
    public static JobOutcome RemoveUser(DeviceContext device, Step step, Job.RemoveUser job)
    {
        var membership = device.Groups[job.Group];
        ValueList<Proposal> removes = [.. LeavesOf(membership.Group.Public, job.User).Select(leaf => new Proposal.Remove(leaf))];
        return removes.Count == 0
            ? new JobOutcome.Skipped("not-a-member")
            : device.Commits.Submit(step, new CommitPlan(membership, job.Id, new CommitOptions { Proposals = removes }));
    }

    /// <summary>Removes the leaf of one device, as any member may where devices have leaves of their own.</summary>
    public static JobOutcome RemoveLeaf(DeviceContext device, Step step, Job.RemoveLeaf job)
    {
        var membership = device.Groups[job.Group];
        return LeafOf(device, step, membership, job.Device) is { } leaf
            ? device.Commits.Submit(step, new CommitPlan(membership, job.Id, Removing(leaf)))
            : new JobOutcome.Done();
    }

    /// <summary>The leaf of a device, of whichever user, in a group where devices have leaves of their own.</summary>
    public static LeafIndex? LeafOf(DeviceContext device, Step step, Membership membership, string name)
    {
        var user = name[..name.IndexOf('/', StringComparison.Ordinal)];
        foreach (var (index, leaf) in membership.Group.Public.Tree.Leaves())
        {
            if (device.Directory.DeviceOf(user, leaf.SignatureKey, step.Now) == name)
            {
                return index;
            }
        }

        return null;
    }

    /// <summary>A Commit that removes one leaf.</summary>
    public static CommitOptions Removing(LeafIndex leaf) => new() { Proposals = [new Proposal.Remove(leaf)] };

    /// <summary>A Commit that adds members of a conversation.</summary>
    public static CommitOptions Adding(DeviceContext device, ValueList<Proposal> adds) => new() { Proposals = adds, ForcePath = device.AddsWithPath };

    /// <summary>Commits with a path and nothing else.</summary>
    public static JobOutcome Update(DeviceContext device, Step step, Job.UpdateGroup job) =>
        device.Commits.Submit(step, new CommitPlan(device.Groups[job.Group], job.Id, new CommitOptions()) { Obligation = job.Obligation });

    /// <summary>Encrypts application data in the slot that the mode's policy gives.</summary>
    public static JobOutcome Send(DeviceContext device, Step step, Job.SendMessage job)
    {
        var membership = device.Groups[job.Group];
        var data = new byte[job.Length];
        device.Keys.Fill(data);
        step.Tell(job.Group, new GroupMail.Message(device.Seal(step, membership, data)));
        return new JobOutcome.Done();
    }

    /// <summary>Gives a device that has lost the group a GroupInfo of the present epoch.</summary>
    public static JobOutcome SupplyGroupInfo(DeviceContext device, Step step, Job.SupplyGroupInfo job)
    {
        var info = Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfGroupInfo(device.Groups[job.Group].Group.GroupInfo(withTree: false, withExternalPub: true)));
        step.Tell(job.Group, new GroupMail.SupplyGroupInfo(job.Requester, info));
        return new JobOutcome.Done();
    }

    /// <summary>The KeyPackages of a new group by user, the creator's first, and then by device: a user's leaves stand side by side whatever came first.</summary>
    public static IEnumerable<PublishedKeyPackage> InOrder(Job.CreateGroup job, string creator)
    {
        ValueList<string> users = [creator, .. job.Members];
        return job.Packages
            .OrderBy(package => users.ToList().IndexOf(package.Address.Split('/')[0]))
            .ThenBy(package => package.Device.Length)
            .ThenBy(package => package.Device, StringComparer.Ordinal);
    }

    /// <summary>The leaves whose credential names a user.</summary>
    public static IEnumerable<LeafIndex> LeavesOf(PublicGroup group, string user) => LeavesOf(group.Tree, user);

    /// <summary>The leaves whose credential names a user.</summary>
    public static IEnumerable<LeafIndex> LeavesOf(RatchetTree tree, string user)
    {
        var identity = Directory.UserId.Of(user);
        return tree.Leaves().Where(leaf => leaf.Node.Credential is Credential.Basic basic && basic.Identity == identity).Select(leaf => leaf.Index);
    }
}
