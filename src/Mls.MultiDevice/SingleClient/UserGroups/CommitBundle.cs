using Mls.Core.Groups;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>A Commit of the user group, and with it a Commit for every group that can be rotated now, built on the epoch that the first will start (modes 5.2).</summary>
internal static class CommitBundle
{
    /// <summary>The cause of a Commit that leaves the groups to the one that follows.</summary>
    public const string Deferred = UserMail.SubmitUserCommit.Deferred;

    /// <summary>Builds and sends a bundle, or waits. Where building throws, nothing is on the way.</summary>
    public static JobOutcome Submit(UserGroupPart part, Step step, BundlePlan plan)
    {
        var device = part.Device;
        if (device.UserGroup is not { Pending: null } userGroup || device.Groups.Values.Any(one => one.Pending is not null))
        {
            return new JobOutcome.Wait();
        }

        var pending = device.Commits.BuildForUser(step, userGroup, plan.Job, plan.Options);
        ValueList<CommitSubmission> submissions;
        try
        {
            submissions = plan.Cause == Deferred ? [] : Rotations(part, step, plan.Job, pending);
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

        step.Tell(device.User, new UserMail.SubmitUserCommit(
            Tls.EncodeOpaque(pending.Message), CommitSubmitter.WelcomeOf(pending), plan.Added, plan.Removals(pending), plan.Cause, submissions));
        return new JobOutcome.Submitted();
    }

    /// <summary>A Commit for every group that can be rotated now, with keys of the epoch that the user group's Commit will start.</summary>
    private static ValueList<CommitSubmission> Rotations(UserGroupPart part, Step step, ulong job, PendingCommit pending)
    {
        using var next = part.Profile.EpochOf(part.Device.Crypto, pending.Staged.Next!);
        var commits = part.Device.Commits;
        var options = new CommitOptions { LeafKeys = part.Client.LeafKeys(next) };
        var submissions = new List<CommitSubmission>();
        foreach (var membership in part.Device.Groups.Values.Where(commits.MayCommit))
        {
            submissions.Add(commits.Build(step, new CommitPlan(membership, job, options) { UserEpoch = next.Epoch }));
        }

        return submissions.ToValueList();
    }
}
