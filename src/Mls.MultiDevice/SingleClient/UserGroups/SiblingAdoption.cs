using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>Following what siblings do in their user's name: Commits of the shared leaf, and groups that they create.</summary>
internal static class SiblingAdoption
{
    /// <summary>Siblings know the user's epochs themselves, and which keys these give: whoever else has made the user's leaf, or made it of an older epoch, is not followed.</summary>
    public static string? Broken(UserGroupPart part, StagedCommit staged)
    {
        var transition = staged.Transition;
        if (transition.Path is not { } path || MembershipChecks.UserOf(path.Path.LeafNode) != part.Device.User)
        {
            return null;
        }

        if (staged.Next is not { OwnLeaf: var own })
        {
            // It replaces the leaf and does not remove it; but nobody can derive its keys.
            return CommitViolations.OwnLeafForged.Id;
        }

        return path.Committer == own
            && Before(transition, part.Device.User) is { } before
            && EpochOf(part, path.Path.LeafNode) is { } next
            && !VirtualLeafChecks.DoesNotGoBack(EpochOf(part, before), next)
            ? VirtualLeafRules.WentBack
            : null;
    }

    /// <summary>Whether a leaf stands for a later epoch of the user group than this device has reached.</summary>
    public static bool IsBehind(UserGroupPart part, LeafNode former) =>
        part.Device.Directory.EpochOf(part.Device.User, former.SignatureKey, part.Device.Clock.Now) > part.State.Epochs.Current.Epoch.Value;

    /// <summary>The user-group epoch behind a leaf, where it is kept.</summary>
    public static Epoch? EpochOf(UserGroupPart part, LeafNode leaf) => part.Profile.TagOf(leaf) is { } tag ? part.State.Epochs.Find(tag.EpochTag)?.Epoch : null;

    /// <summary>A sibling has created a group: derive epoch 0 and check it against the GroupInfo.</summary>
    public static void FollowCreated(UserGroupPart part, Step step, DeviceItem.Created created)
    {
        var device = part.Device;
        var name = GroupName.Of(created.Group);
        if (device.Groups.ContainsKey(created.Group))
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

            if (!device.IsNamed(info.Context.GroupId, name))
            {
                step.See(new DeviceFact.Refused(ItemRules.WrongGroup));
                return;
            }

            var shared = part.CanEnter ? PublicGroup.FromGroupInfo(part.Services, info, null) : null;
            if (shared?.Tree.Leaf(default) is not { } leaf || part.Profile.TagOf(leaf) is not { } tag || part.State.Epochs.Find(tag.EpochTag) is not { } epoch || !epoch.IsOccupied(tag.DeviceLeaf))
            {
                device.Entrances.Expect(name);
                step.Tell(device.User, new UserMail.AskSiblingWelcome(created.Group));
                return;
            }

            using var creation = part.Client.Creation(epoch, shared.GroupId, tag);
            device.Enter(step, name, SharedLeafJoiner.Join(part.Services, shared, default, creation.Leaf, creation.EpochSecret));
        }
        catch (ProtocolViolationException violation)
        {
            device.Entrances.Expect(name);
            device.Entrances.Fail(step, name, new DeviceFact.CommitUnprocessable(created.Group, 0, violation.Violation.Id));
        }
        catch (MalformedException)
        {
            device.Entrances.Expect(name);
            device.Entrances.Fail(step, name, new DeviceFact.Refused(ItemRules.Malformed));
        }
    }

    private static LeafNode? Before(PublicTransition transition, string user) => transition.Content.Sender is Sender.Member { Leaf: var leaf }
        ? transition.Before.Tree.Leaf(leaf)
        : GroupCommits.LeavesOf(transition.Before.Tree, user).Select(transition.Before.Tree.Leaf).FirstOrDefault();
}
