using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>A Commit of the user group, and with it a Commit for every group that can be rotated now, built on the epoch that the first will start (modes 5.2).</summary>
internal static class CommitBundle
{
    /// <summary>The cause of a Commit that leaves the groups to the one that follows.</summary>
    public const string Deferred = UserMail.SubmitUserCommit.Deferred;

    public static JobOutcome Submit(
        TreeRootMode mode, Step step, ulong job, CommitOptions options, ValueList<string> added, ValueList<string> removed, string cause)
    {
        var device = mode.Device;
        if (device.UserGroup is not { Pending: null } userGroup || device.Groups.Values.Any(one => one.Pending is not null))
        {
            return new JobOutcome.Wait();
        }

        var pending = userGroup.Group.Commit(options);
        userGroup.Expect(pending, job);
        device.SeeSealed(step, userGroup);
        using var provisional = UserEpoch.Of(device.Crypto, pending.Staged.Next!);
        mode.State.Building = provisional;
        var submissions = new List<CommitSubmission>();
        foreach (var membership in device.Groups.Values)
        {
            if (cause != Deferred && !mode.Device.Entries.Contains(membership.Name) && membership.Held.Count == 0)
            {
                submissions.Add(device.Work.Build(step, membership, job, new CommitOptions(), [], 0));
            }
        }

        mode.State.Building = null;
        var welcome = pending.Welcome is null ? OpaqueBytes.Empty : Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfWelcome(pending.Welcome));
        step.Tell(device.User, new UserMail.SubmitUserCommit(Tls.EncodeOpaque(pending.Message), welcome, added, removed, cause, submissions.ToValueList()));
        return new JobOutcome.Submitted();
    }
}
