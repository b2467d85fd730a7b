using Mls.Core.Configuration;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice;

/// <summary>One way to handle a user's devices, as one device carries it out. What differs between the modes is here and in the three seams of the core.</summary>
public interface IMultiDeviceMode
{
    /// <summary>What conversation groups need from outside, the seams of the mode included.</summary>
    GroupServices Services { get; }

    /// <summary>What the device's leaves in conversation groups say.</summary>
    ClientIdentity Identity { get; }

    /// <summary>The delivery address of the device's leaf.</summary>
    string Address { get; }

    /// <summary>Whether a Commit that only adds to a conversation group carries a path.</summary>
    bool AddsWithPath { get; }

    /// <summary>What comes with a user group; <see langword="null"/> where the mode has none.</summary>
    IUserGroupPart? UserGroup { get; }

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

    /// <summary>Adds a sibling, where the job says.</summary>
    JobOutcome AddDevice(Step step, Job.AddDevice job);

    /// <summary>Removes a device from the account, or from one group.</summary>
    JobOutcome RemoveDevice(Step step, Job.RemoveDevice job);

    /// <summary>Replaces the keys of the device everywhere: the jobs that this takes.</summary>
    IEnumerable<Job> UpdateKeys(Cause cause, Func<ulong> nextJob);

    /// <summary>Replaces the keys in one group.</summary>
    JobOutcome UpdateGroup(Step step, Job.UpdateGroup job);

    /// <summary>Encrypts an application message, or waits until that is allowed.</summary>
    JobOutcome SendMessage(Step step, Job.SendMessage job);

    /// <summary>The rule that a user's KeyPackage breaks where leaves are made of it as in this mode; <see langword="null"/> for none.</summary>
    string? Mismatch(string user, PublishedKeyPackage package, LeafNode leaf);

    /// <summary>The leaf that an external Commit of this device replaces; <see langword="null"/> where there is none.</summary>
    LeafIndex? FormerLeaf(RatchetTree tree);
}
