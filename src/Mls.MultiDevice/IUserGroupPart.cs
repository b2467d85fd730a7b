using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Security;

namespace Mls.MultiDevice;

/// <summary>What a device does beside the operations of its mode where the devices of a user form a group of their own, and share their user's leaves in others.</summary>
public interface IUserGroupPart : IDisposable
{
    /// <summary>Whether conversation groups can be entered: not before the device has keys to do it with.</summary>
    bool CanEnter { get; }

    /// <summary>Replaces the keys in the user group.</summary>
    JobOutcome UpdateUser(Step step, Job.UpdateUser job);

    /// <summary>Lets new siblings into the groups.</summary>
    /// <param name="step">The step.</param>
    /// <param name="job">The job.</param>
    /// <param name="waiting">All siblings that this device is asked to let in, the job's last.</param>
    JobOutcome WelcomeSibling(Step step, Job.SiblingWelcome job, ValueList<string> waiting);

    /// <summary>Whether this device holds the signature key of its leaf in a conversation group: without it it first has to replace the leaf by an external Commit.</summary>
    bool MaySign(Membership membership);

    /// <summary>A Commit of one's own has been built: its leaf may need a certificate before anybody validates it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="leaf">The leaf.</param>
    /// <param name="userEpoch">The user-group epoch that it derives from, where this is one that has not begun.</param>
    void Certify(Step step, LeafNode leaf, Epoch? userEpoch = null);

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

    /// <summary>Whether a Welcome to the user's leaf is for KeyPackages whose keys only siblings have, so that one of them must let this device in.</summary>
    bool IsForSiblings(OpaqueBytes welcome);

    /// <summary>Whether a sibling has told how to enter the group, and its state is on the way.</summary>
    bool IsLetInto(string group);

    /// <summary>The user has joined the group anew: what a sibling told of a former membership leads nowhere any more.</summary>
    void ForgetLetIn(string group);

    /// <summary>The public state that was asked for has come: enter the group by what a sibling told, where it did.</summary>
    /// <returns>The group, or <see langword="null"/> where nobody has let this device in.</returns>
    Group? EnterBySibling(string group, DeviceItem.PublicState state);

    /// <summary>An event has been handled: secrets that nothing waits for any more are cleared.</summary>
    void Settle();

    /// <summary>For snapshots.</summary>
    void Write(TlsWriter writer);

    /// <summary>Everything secret that is kept here, to a thief who has copied the device's state.</summary>
    /// <param name="loot">Gets copies.</param>
    /// <returns>What can be derived from it.</returns>
    internal IDerivations Surrender(Loot loot);
}
