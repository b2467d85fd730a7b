using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Security;

namespace Mls.MultiDevice;

/// <summary>One way to handle a user's devices, as one device carries it out. What differs between the modes is here and in the three seams of the core.</summary>
public interface IMultiDeviceMode : IDisposable
{
    /// <summary>What conversation groups need from outside, the seams of the mode included.</summary>
    GroupServices Services { get; }

    /// <summary>What the device's leaves in conversation groups say.</summary>
    ClientIdentity Identity { get; }

    /// <summary>The delivery address of the device's leaf.</summary>
    string Address { get; }

    /// <summary>Whether a Commit that only adds to a conversation group carries a path.</summary>
    bool AddsWithPath { get; }

    /// <summary>Whether conversation groups can be entered: not before the device has keys to do it with.</summary>
    bool CanEnter { get; }

    /// <summary>The device comes into being; <paramref name="sponsor"/> is empty for the first of its user.</summary>
    void Start(Step step, string sponsor);

    /// <summary>Publishes KeyPackages.</summary>
    void PublishKeyPackages(Step step, uint count, ulong obligation);

    /// <summary>Creates a group of the KeyPackages that the job has.</summary>
    JobOutcome CreateGroup(Step step, Job.CreateGroup job);

    /// <summary>Adds a user with the KeyPackages that the job has.</summary>
    JobOutcome AddUser(Step step, Job.AddUser job);

    /// <summary>Removes a user from a group.</summary>
    JobOutcome RemoveUser(Step step, Job.RemoveUser job);

    /// <summary>The rule that a user's KeyPackage breaks where leaves are made of it as in this mode; <see langword="null"/> for none.</summary>
    string? Mismatch(string user, PublishedKeyPackage package, LeafNode leaf);

    /// <summary>Adds a sibling, where the obligation says.</summary>
    JobOutcome AddDevice(Step step, Job.AddDevice job);

    /// <summary>Removes a sibling, where the obligation says, or everywhere.</summary>
    JobOutcome RemoveDevice(Step step, Job.RemoveDevice job);

    /// <summary>Replaces the keys of the device everywhere: the jobs that this takes.</summary>
    IEnumerable<Job> UpdateKeys(Cause cause, Func<ulong> nextJob);

    /// <summary>Replaces the keys in one group.</summary>
    JobOutcome UpdateGroup(Step step, Job.UpdateGroup job);

    /// <summary>Replaces the keys in the user group, where there is one.</summary>
    JobOutcome UpdateUser(Step step, Job.UpdateUser job);

    /// <summary>Encrypts an application message, or waits until that is allowed.</summary>
    JobOutcome SendMessage(Step step, Job.SendMessage job);

    /// <summary>Lets a new sibling into the groups.</summary>
    JobOutcome WelcomeSibling(Step step, Job.SiblingWelcome job);

    /// <summary>Whether this device holds the signature key of its leaf in a conversation group: without it it first has to replace the leaf by an external Commit.</summary>
    bool MaySign(Membership membership);

    /// <summary>A Commit is about to be built for a conversation group.</summary>
    void BeforeCommit();

    /// <summary>A Commit of one's own has been built; its leaf may need a certificate before anybody validates it.</summary>
    void AfterCommit(Step step, LeafNode leaf);

    /// <summary>The rule that a Commit breaks in the eyes of those behind one's own leaf, who know more than the public; <see langword="null"/> for none.</summary>
    string? Broken(StagedCommit staged);

    /// <summary>Whether the leaf that an external Commit of this device would replace is of something newer than the device knows: it has to catch up first.</summary>
    bool IsBehind(LeafNode former);

    /// <summary>A Commit is about to be applied in a group.</summary>
    void Applying(Step step, Membership membership, StagedCommit staged);

    /// <summary>A group has entered an epoch.</summary>
    void Applied(Step step, Membership membership);

    /// <summary>Application data of the user group.</summary>
    void ReceiveFromSibling(Step step, OpaqueBytes data);

    /// <summary>A sibling has created a group in the user's name.</summary>
    void ReceiveCreated(Step step, DeviceItem.Created created);

    /// <summary>The keys behind one of the KeyPackages that a Welcome names, where this device has them.</summary>
    JoinKeys? FindJoinKeys(Welcome welcome);

    /// <summary>Whether a Welcome to the user's leaf is for KeyPackages whose keys only siblings have, so that one of them must let this device in.</summary>
    bool IsForSiblings(OpaqueBytes welcome);

    /// <summary>Whether a sibling has told how to enter the group, and its state is on the way.</summary>
    bool IsLetInto(string group);

    /// <summary>The user has joined the group anew: what a sibling told of a former membership leads nowhere any more.</summary>
    void ForgetLetIn(string group);

    /// <summary>The public state that was asked for has come: enter the group by what a sibling told, where it did.</summary>
    /// <returns>The group, or <see langword="null"/> where nobody has let this device in.</returns>
    Group? EnterBySibling(DeviceItem.GroupState state);

    /// <summary>The leaf that an external Commit of this device replaces; <see langword="null"/> where there is none.</summary>
    LeafIndex? FormerLeaf(RatchetTree tree);

    /// <summary>An event has been handled: secrets that nothing waits for any more are cleared.</summary>
    void Settle();

    /// <summary>For snapshots.</summary>
    void Write(TlsWriter writer);

    /// <summary>Everything secret that the mode keeps, to a thief who has copied the device's state.</summary>
    /// <param name="loot">Gets copies.</param>
    /// <returns>What can be derived from the mode's secrets; <see langword="null"/> for nothing.</returns>
    internal IDerivations? Surrender(Loot loot);
}
