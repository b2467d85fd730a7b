using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Proposals;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>Builds Commits, which their groups expect from then on, and sends them.</summary>
internal sealed class CommitSubmitter(Device device)
{
    /// <summary>Under this name a Commit counts that only changes which device signs.</summary>
    private const string TakeOverName = "take-over-leaf";

    /// <summary>Whether a Commit in the group could be built now.</summary>
    public bool MayCommit(Membership membership) =>
        membership is { Pending: null, Held.Count: 0, Name: GroupName.Conversation name } && !device.Entries.Contains(name.Name) && !membership.Group.Public.IsClosed;

    /// <summary>Whether this device holds the signature key of its leaf.</summary>
    public bool MaySign(Membership membership) => device.Mode.UserGroup?.MaySign(membership) ?? true;

    /// <summary>Builds a Commit in a conversation and sends it: to the group's delivery service, or where it settles an obligation of a user with a user group, to the account service.</summary>
    public JobOutcome Submit(Step step, CommitPlan plan)
    {
        var submission = Build(step, plan);
        if (plan.Obligation != 0 && device.UserGroup is not null)
        {
            step.Tell(device.User, new UserMail.SubmitRotation(submission));
        }
        else
        {
            step.Tell(submission.Group, new GroupMail.Submit(submission, device.Name, string.Empty));
        }

        return new JobOutcome.Submitted();
    }

    /// <summary>Builds a Commit in a conversation; one with nothing but a path where this device cannot sign, for that takes the leaf over.</summary>
    public CommitSubmission Build(Step step, CommitPlan plan)
    {
        var membership = plan.Membership;
        var began = device.Environment.Watch.Begin();
        var isSigner = MaySign(membership);
        var pending = isSigner ? membership.Group.Commit(plan.Options) : membership.Group.ReplaceOwnLeaf(device.Mode.Identity, device.IdentityKey!, plan.Options.LeafKeys);
        device.Environment.Watch.Committed(began, membership.Name);
        membership.Expect(pending, plan.Job);
        if (pending.Staged.Transition.Path is { } path)
        {
            device.Mode.UserGroup?.Certify(step, path.Path.LeafNode, plan.UserEpoch);
        }

        device.SeeSealed(step, membership);
        return new CommitSubmission(membership.ConversationName, Tls.EncodeOpaque(pending.Message), WelcomeOf(pending), isSigner ? plan.Addresses : [device.Mode.Address], plan.Obligation);
    }

    /// <summary>Builds a Commit of the user group.</summary>
    /// <param name="step">The step.</param>
    /// <param name="userGroup">The user group.</param>
    /// <param name="job">The job that it is for.</param>
    /// <param name="options">What it does.</param>
    public PendingCommit BuildForUser(Step step, Membership userGroup, ulong job, CommitOptions options)
    {
        var began = device.Environment.Watch.Begin();
        var pending = userGroup.Group.Commit(options);
        device.Environment.Watch.Committed(began, userGroup.Name);
        userGroup.Expect(pending, job);
        device.SeeSealed(step, userGroup);
        return pending;
    }

    /// <summary>Puts the device's own key into the shared leaf, so that it can sign (modes R32): the price of a change of the device that sends.</summary>
    public JobOutcome TakeOver(Step step, Membership membership, Job job)
    {
        if (membership.Pending is not null || device.UserGroup is { Pending: not null })
        {
            return new JobOutcome.Wait();
        }

        using (step.For(step.Cause with { Name = TakeOverName }))
        {
            return Submit(step, new CommitPlan(membership, job.Id, new CommitOptions()));
        }
    }

    /// <summary>The Commit on the way is void. With one of the user group its bundle is, too: nothing of it has left the account service.</summary>
    public void Drop(Membership membership)
    {
        membership.DropPending();
        if (membership.Name is GroupName.OfUser)
        {
            foreach (var group in device.Groups.Values.Where(one => one.PendingJob == membership.PendingJob))
            {
                group.DropPending();
            }
        }
    }

    /// <summary>Decodes KeyPackages and names the addresses that they join under; one's own are left out.</summary>
    public (ValueList<Proposal> Adds, ValueList<string> Addresses) Adds(IEnumerable<PublishedKeyPackage> packages)
    {
        var adds = new List<Proposal>();
        var addresses = new List<string>();
        foreach (var package in packages)
        {
            if (package.Device != device.Name)
            {
                adds.Add(new Proposal.Add(Tls.Decode<KeyPackage>(package.KeyPackage)));
                addresses.Add(package.Address);
            }
        }

        return (adds.ToValueList(), addresses.ToValueList());
    }

    /// <summary>The Welcome of a Commit as a message; empty where nobody is added.</summary>
    public static OpaqueBytes WelcomeOf(PendingCommit pending) =>
        pending.Welcome is null ? OpaqueBytes.Empty : Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfWelcome(pending.Welcome));
}
