using Mls.Core.Configuration;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient;

/// <summary>Single-client mode: a user is one leaf of every group, and its devices are the leaves of a user group (modes R19 to R36). How the one comes out of the other is the profile's.</summary>
/// <param name="part">The user group.</param>
internal sealed class SingleClientMode(UserGroupPart part) : IMultiDeviceMode
{
    /// <summary>The user group.</summary>
    public UserGroupPart Part { get; } = part;

    public GroupServices Services => Part.Services;

    public ClientIdentity Identity => Part.Identity;

    public string Address => Part.Device.User;

    // What a sibling follows is the new leaf: without a path, a Commit in one's own name is anybody's.
    public bool AddsWithPath => true;

    public IUserGroupPart? UserGroup => Part;

    public void Start(Step step, string sponsor) => Part.Start(step, sponsor);

    public void PublishKeyPackages(Step step, uint count, ulong obligation) => KeyPackageBatch.Publish(Part, step, count, obligation);

    public JobOutcome CreateGroup(Step step, Job.CreateGroup job) => SingleClient.CreateGroup.Try(Part, step, job);

    public JobOutcome AddUser(Step step, Job.AddUser job) => SingleClient.AddUser.Try(Part.Device, step, job);

    public JobOutcome RemoveUser(Step step, Job.RemoveUser job) => SingleClient.RemoveUser.Try(Part.Device, step, job);

    public JobOutcome AddDevice(Step step, Job.AddDevice job) => SingleClient.AddDevice.Try(Part, step, job);

    public JobOutcome RemoveDevice(Step step, Job.RemoveDevice job) => SingleClient.RemoveDevice.Try(Part, step, job);

    public IEnumerable<Job> UpdateKeys(Cause cause, Func<ulong> nextJob) => SingleClient.UpdateKeys.Jobs(cause, nextJob);

    public JobOutcome UpdateGroup(Step step, Job.UpdateGroup job) => SingleClient.UpdateKeys.Rotate(Part, step, job);

    public JobOutcome SendMessage(Step step, Job.SendMessage job) => SingleClient.SendMessage.Try(Part, step, job);

    public string? Mismatch(string user, PublishedKeyPackage package, LeafNode leaf)
    {
        if (package.Address != user)
        {
            return KeyPackageChecks.WrongAddress;
        }

        return Part.Device.Authentication.IsCurrent(leaf) ? null : KeyPackageChecks.Ended;
    }

    public LeafIndex? FormerLeaf(RatchetTree tree) => Receive.FormerLeaf(Part.Device, tree);
}
