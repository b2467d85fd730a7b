using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>How a new sibling comes into the groups: the SiblingWelcome after the rotation (modes 5.1.6).</summary>
internal static class Onboarding
{
    /// <summary>Tells siblings the joiner secrets of every group that the shared leaf has rotated since they came.</summary>
    public static JobOutcome Welcome(UserGroupPart part, Step step, Job.SiblingWelcome job, ValueList<string> waiting)
    {
        var device = part.Device;
        if (device.UserGroup is not { } userGroup || !device.IsSettled)
        {
            return new JobOutcome.Wait();
        }

        if (job.Device == device.Name)
        {
            return EnterAlone(part, step, userGroup);
        }

        var told = device.Groups.Values.Where(one => one.LetIn is not null).ToArray();
        if (told.Length == 0)
        {
            if (device.Groups.Count == 0)
            {
                return new JobOutcome.Done();
            }

            // A sibling asks after all have forgotten: it needs new epochs to enter by.
            if (KeyOf(device, userGroup, job.Device) is not { } key)
            {
                return new JobOutcome.Skipped(ItemRules.NotASibling);
            }

            part.State.Newcomers.Add(key, step.Now);
            return new JobOutcome.NeedsRotations();
        }

        // Whoever waits hears the same message; one that came too late for it asks again.
        Tell(part, step, userGroup, waiting, told.Select(one => new SiblingGroupSecret(
            one.Group.GroupId, new Epoch(one.LetIn!.Epoch), JoinerSecret.From(one.LetIn.Joiner.Expose()), PskSecret.From(one.LetIn.Psk.Expose()))));
        return new JobOutcome.Welcomed(waiting);
    }

    /// <summary>A sibling has told the secrets: enter the groups that this device is not in, and has no Welcome to, which leads to an earlier epoch; nobody needs to keep them any more.</summary>
    public static void Follow(UserGroupPart part, Step step, SiblingWelcome welcome)
    {
        var device = part.Device;
        foreach (var secret in welcome.Groups)
        {
            if (device.Entrances.Conversations().FirstOrDefault(name => GroupIds.Of(name) == secret.GroupId) is { } group
                && !device.Groups.ContainsKey(group)
                && !device.Entrances.IsWelcomed(GroupName.Of(group))
                && !(part.State.LetIns.TryGetValue(group, out var before) && before.Epoch >= secret.Epoch.Value))
            {
                // An epoch that was told before may be gone by now.
                before?.Dispose();
                part.State.LetIns[group] = new LetIn(secret.Epoch.Value, JoinerSecret.From(secret.JoinerSecret.Expose()), PskSecret.From(secret.PskSecret.Expose()));
                step.Tell(group, new GroupMail.Fetch(device.Name, secret.Epoch.Value));
            }
        }

        part.State.Newcomers.Clear();

        // What the sibling was in no position to tell is found out by asking, and then by an external Commit.
        foreach (var group in device.Entrances.Conversations().Where(group => !part.State.LetIns.ContainsKey(group)).ToArray())
        {
            device.Entrances.FindAnotherWay(step, group);
        }
    }

    /// <summary>A Commit of a group is about to be applied: where it is the shared leaf's, and somebody is waited for, what lets a sibling in is kept.</summary>
    public static void Keep(UserGroupPart part, Step step, Membership membership, StagedCommit staged)
    {
        if (staged.Transition.Path is { } path && path.Committer == (staged.Next?.OwnLeaf ?? default) && staged.JoinerSecret is not null
            && (WaitsForThoseWithout(part, step, staged.Transition.Before.Tree.Leaf(path.Committer)) || part.State.Newcomers.Any))
        {
            membership.Keep(LetIn.Of(staged));
        }
    }

    /// <summary>Clears what is kept for newcomers where none is waited for, and what siblings have told of groups that the device is not entering any more.</summary>
    public static void Settle(UserGroupPart part)
    {
        var (device, state) = (part.Device, part.State);
        state.Newcomers.Expire(device.Clock.Now);
        if (!state.Newcomers.Any)
        {
            foreach (var membership in device.Groups.Values)
            {
                membership.Keep(null);
            }
        }

        foreach (var group in state.LetIns.Keys.Where(group => device.Entrances.Find(GroupName.Of(group)) is null).ToArray())
        {
            state.Forget(group);
        }
    }

    /// <summary>Enters a group with what a sibling told, its public state, and the keys that the leaf's reference names.</summary>
    public static Group? Enter(UserGroupPart part, string group, DeviceItem.PublicState state)
    {
        if (!part.State.LetIns.TryGetValue(group, out var found) || found.Epoch != state.Epoch)
        {
            return null;
        }

        part.State.LetIns.Remove(group);

        using var letIn = found;
        var device = part.Device;
        var context = Tls.Decode<GroupContext>(state.Context);
        var shared = PublicGroup.FromParts(part.Services, context, Tls.Decode<RatchetTree>(state.Tree), new MacTag(state.ConfirmationTag));
        foreach (var leaf in GroupCommits.LeavesOf(shared, device.User))
        {
            if (part.Services.OwnLeaf.Resolve(device.Crypto, shared.GroupId, shared.Tree.Leaf(leaf)!) is OwnLeafResolution.Sibling { Keys: var keys })
            {
                return SharedLeafJoiner.Join(part.Services, shared, leaf, keys, letIn.Joiner, letIn.Psk);
            }
        }

        return null;
    }

    /// <summary>Nobody can let this device in: it enters by itself, and then tells its siblings that nothing is left to tell (modes G11).</summary>
    private static JobOutcome EnterAlone(UserGroupPart part, Step step, Membership userGroup)
    {
        var device = part.Device;
        var outside = device.Entrances.Conversations().ToArray();
        foreach (var group in outside.Where(group => !device.Entrances.IsWelcomed(GroupName.Of(group)) && !part.State.LetIns.ContainsKey(group)))
        {
            device.EnterAlone(step, group);
        }

        if (outside.Length > 0)
        {
            return new JobOutcome.Wait();
        }

        Tell(part, step, userGroup, [device.Name], []);
        return new JobOutcome.Done();
    }

    private static void Tell(UserGroupPart part, Step step, Membership userGroup, ValueList<string> newcomers, IEnumerable<SiblingGroupSecret> secrets)
    {
        var device = part.Device;
        using var message = new UgApplicationMessage.Welcome(new SiblingWelcome(secrets.ToValueList()));
        var octets = device.Seal(step, userGroup, message.Encode());
        step.Tell(device.User, new UserMail.UserGroupMessage(octets, newcomers));
        part.State.Newcomers.Clear();
    }

    /// <summary>A leaf that came with a KeyPackage from before some sibling did is that sibling's, too, who lacks its keys and will ask to be let in.</summary>
    private static bool WaitsForThoseWithout(UserGroupPart part, Step step, LeafNode? leaf)
    {
        if (leaf is not { Source: LeafNodeSource.KeyPackage } || part.Profile.TagOf(leaf) is not { } tag || part.Device.UserGroup is not { Group: var userGroup })
        {
            return false;
        }

        // Of an epoch that is not kept any more nobody can tell who was there.
        var epoch = part.State.Epochs.Find(tag.EpochTag);
        var lacking = userGroup.Public.Tree.Leaves().Where(sibling => sibling.Index != userGroup.OwnLeaf && epoch?.IsOccupied(sibling.Index.Value) != true).ToArray();
        foreach (var sibling in lacking)
        {
            part.State.Newcomers.Add(sibling.Node.SignatureKey, step.Now);
        }

        return lacking.Length > 0;
    }

    /// <summary>The key of a sibling's leaf in the user group.</summary>
    private static SignaturePublicKey? KeyOf(DeviceContext device, Membership userGroup, string sibling) => userGroup.Group.Public.Tree.Leaves()
        .Select(leaf => leaf.Node.SignatureKey)
        .FirstOrDefault(key => device.Directory.DeviceOf(device.User, key, device.Clock.Now) == sibling);
}
