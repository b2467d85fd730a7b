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

    /// <summary>Builds and sends a bundle, or waits. Where building throws, nothing is on the way.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="step">The step.</param>
    /// <param name="job">The job that the bundle is for.</param>
    /// <param name="options">What the user group's Commit does.</param>
    /// <param name="added">Devices that it adds.</param>
    /// <param name="removals">What it removes; asked once all Commits are built.</param>
    /// <param name="cause">Why.</param>
    public static JobOutcome Submit(
        TreeRootMode mode, Step step, ulong job, CommitOptions options, ValueList<string> added, Func<PendingCommit, ValueList<RemovalOrder>> removals, string cause)
    {
        var device = mode.Device;
        if (device.UserGroup is not { Pending: null } userGroup || device.Groups.Values.Any(one => one.Pending is not null))
        {
            return new JobOutcome.Wait();
        }

        var began = device.Environment.Watch.Begin();
        var pending = userGroup.Group.Commit(options);
        device.Environment.Watch.Committed(began, userGroup.Name);
        userGroup.Expect(pending, job);
        device.SeeSealed(step, userGroup);
        ValueList<CommitSubmission> submissions;
        try
        {
            submissions = cause == Deferred ? [] : Rotations(mode, step, job, pending);
        }
        catch
        {
            // Nothing has been sent, so nobody will ever answer.
            userGroup.DropPending();
            foreach (var membership in device.Groups.Values)
            {
                membership.DropPending();
            }

            throw;
        }

        var welcome = pending.Welcome is null ? OpaqueBytes.Empty : Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfWelcome(pending.Welcome));
        step.Tell(device.User, new UserMail.SubmitUserCommit(Tls.EncodeOpaque(pending.Message), welcome, added, removals(pending), cause, submissions));
        return new JobOutcome.Submitted();
    }

    /// <summary>A Commit for every group that can be rotated now, with keys of the epoch that <paramref name="pending"/> will start.</summary>
    private static ValueList<CommitSubmission> Rotations(TreeRootMode mode, Step step, ulong job, PendingCommit pending)
    {
        var device = mode.Device;
        using var provisional = UserEpoch.Of(device.Crypto, pending.Staged.Next!);
        mode.State.Building = provisional;
        try
        {
            var submissions = new List<CommitSubmission>();
            foreach (var membership in device.Groups.Values)
            {
                if (device.Work.MayCommit(membership))
                {
                    submissions.Add(device.Work.Build(step, membership, job, new CommitOptions(), [], 0));
                }
            }

            return submissions.ToValueList();
        }
        finally
        {
            mode.State.Building = null;
            mode.BeforeCommit();
        }
    }
}
