using Mls.Core.Crypto;
using Mls.Core.Groups;
using Mls.Core.Schedule;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>How a new sibling comes into the groups: the SiblingWelcome after the rotation (modes 5.1.6).</summary>
internal static class Onboarding
{
    /// <summary>Tells siblings the joiner secrets of every group that the shared leaf has rotated since they came.</summary>
    public static JobOutcome Welcome(TreeRootMode mode, Step step, Job.SiblingWelcome job)
    {
        var device = mode.Device;
        if (device.UserGroup is not { } userGroup || device.Groups.Values.Any(one => device.Entries.Contains(one.Name) || one.Held.Count > 0))
        {
            return new JobOutcome.Wait();
        }

        if (job.Device == device.Name)
        {
            return EnterAlone(mode, step, userGroup);
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

            mode.State.Newcomers.Add(key, step.Now);
            device.Work.Rotate(step.Cause);
            return new JobOutcome.Wait();
        }

        // Whoever waits hears the same message; one that came too late for it asks again.
        ValueList<string> waiting = [.. device.Work.Jobs.OfType<Job.SiblingWelcome>().Select(one => one.Device).Append(job.Device).Distinct(StringComparer.Ordinal)];
        device.Work.Welcomed(waiting);
        Tell(mode, step, userGroup, waiting, told.Select(one => new SiblingGroupSecret(
            one.Group.GroupId, new Epoch(one.LetIn!.Epoch), JoinerSecret.From(one.LetIn.Joiner.Expose()), PskSecret.From(one.LetIn.Psk.Expose()))));
        return new JobOutcome.Done();
    }

    /// <summary>A sibling has told the secrets: enter the groups that this device is not in, and has no Welcome to, which leads to an earlier epoch; nobody needs to keep them any more.</summary>
    public static void Follow(TreeRootMode mode, Step step, SiblingWelcome welcome)
    {
        var device = mode.Device;
        foreach (var secret in welcome.Groups)
        {
            if (device.Inbox.Entering().FirstOrDefault(name => GroupIds.Of(name) == secret.GroupId) is { } group
                && device.Find(group) is null
                && !device.Inbox.IsWelcomed(group)
                && !(mode.State.LetIns.TryGetValue(group, out var before) && before.Epoch >= secret.Epoch.Value))
            {
                // An epoch that was told before may be gone by now.
                before?.Dispose();
                mode.State.LetIns[group] = new LetIn(secret.Epoch.Value, JoinerSecret.From(secret.JoinerSecret.Expose()), PskSecret.From(secret.PskSecret.Expose()));
                step.Tell(group, new GroupMail.Fetch(device.Name, secret.Epoch.Value));
            }
        }

        mode.State.Newcomers.Clear();

        // What the sibling was in no position to tell is found out by asking, and then by an external Commit.
        foreach (var group in device.Inbox.Entering().Where(group => group.Length > 0 && !mode.State.LetIns.ContainsKey(group)).ToArray())
        {
            device.Inbox.FindAnotherWay(step, group);
        }
    }

    /// <summary>Clears what is kept for newcomers.</summary>
    public static void Forget(TreeRootMode mode)
    {
        foreach (var membership in mode.Device.Groups.Values)
        {
            membership.Keep(null);
        }
    }

    /// <summary>Enters a group with what a sibling told, its public state, and the keys that the leaf's reference names.</summary>
    public static Group? Enter(TreeRootMode mode, DeviceItem.GroupState state)
    {
        if (!mode.State.LetIns.TryGetValue(state.Group, out var found) || found.Epoch != state.Epoch)
        {
            return null;
        }

        mode.State.LetIns.Remove(state.Group);

        using var letIn = found;
        var device = mode.Device;
        var context = Tls.Decode<GroupContext>(state.Context);
        var shared = PublicGroup.FromParts(mode.Services, context, Tls.Decode<RatchetTree>(state.Tree), new MacTag(state.ConfirmationTag));
        foreach (var leaf in GroupCommits.LeavesOf(shared, device.User))
        {
            if (mode.Services.OwnLeaf.Resolve(device.Crypto, shared.GroupId, shared.Tree.Leaf(leaf)!) is OwnLeafResolution.Sibling { Keys: var keys })
            {
                return SharedLeafJoiner.Join(mode.Services, shared, leaf, keys, letIn.Joiner, letIn.Psk);
            }
        }

        return null;
    }

    /// <summary>Nobody can let this device in: it enters by itself, and then tells its siblings that nothing is left to tell (modes G11).</summary>
    private static JobOutcome EnterAlone(TreeRootMode mode, Step step, Membership userGroup)
    {
        var device = mode.Device;
        var outside = device.Inbox.Entering().Where(group => group.Length > 0).ToArray();
        foreach (var group in outside.Where(group => !device.Inbox.IsWelcomed(group) && !mode.State.LetIns.ContainsKey(group)))
        {
            device.Entries.Begin(step, group);
        }

        if (outside.Length > 0)
        {
            return new JobOutcome.Wait();
        }

        Tell(mode, step, userGroup, [device.Name], []);
        return new JobOutcome.Done();
    }

    private static void Tell(TreeRootMode mode, Step step, Membership userGroup, ValueList<string> newcomers, IEnumerable<SiblingGroupSecret> secrets)
    {
        var device = mode.Device;
        using var message = new UgApplicationMessage.Welcome(new SiblingWelcome(secrets.ToValueList()));
        using var writer = new TlsWriter();
        message.Write(writer);
        var began = device.Environment.Watch.Begin();
        var octets = Tls.EncodeOpaque(userGroup.Group.Protect(writer.Written));
        device.Environment.Watch.Sealed(began, userGroup.Name);
        device.SeeSealed(step, userGroup);
        step.Tell(device.User, new UserMail.UserGroupMessage(octets, newcomers));
        mode.State.Newcomers.Clear();
    }

    /// <summary>The key of a sibling's leaf in the user group.</summary>
    private static SignaturePublicKey? KeyOf(Device device, Membership userGroup, string sibling) => userGroup.Group.Public.Tree.Leaves()
        .Select(leaf => leaf.Node.SignatureKey)
        .FirstOrDefault(key => device.Environment.Directory.DeviceOf(device.User, key, device.Clock.Now) == sibling);
}
