using System.Diagnostics;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Devices;

/// <summary>One try at a job: what stands in its way, and then the mode's operation.</summary>
internal static class JobAttempt
{
    /// <summary>Tries a job, which may have to wait.</summary>
    public static JobOutcome Try(Device device, Step step, Job job)
    {
        try
        {
            return Attempt(device, step, job);
        }
        catch (ProtocolViolationException violation)
        {
            return new JobOutcome.Skipped(violation.Violation.Id);
        }
        catch (MalformedException)
        {
            return new JobOutcome.Skipped("malformed");
        }
    }

    private static JobOutcome Attempt(Device device, Step step, Job job)
    {
        if (job is not Job.CreateGroup && job.WorksIn is GroupName.Conversation { Name: var group })
        {
            if (!device.Groups.TryGetValue(group, out var membership))
            {
                return EnterAlone(device, step, job, group);
            }

            if (device.Entries.Contains(group) || membership.Held.Count > 0 || (membership.Pending is not null && job is not Job.SendMessage))
            {
                return new JobOutcome.Wait();
            }

            if (job.NeedsSigner && !device.Context.Commits.MaySign(membership))
            {
                return device.Context.Commits.TakeOver(step, membership, job);
            }
        }

        if (job is Job.UpdateGroup or Job.UpdateUser or Job.AddUser or Job.RemoveUser or Job.AddDevice && device.Jobs.Find(one => one is Job.RemoveDevice { IsSubmitted: false }) is not null)
        {
            // The bundle of a removal needs all groups free: nothing else is begun before it has gone.
            return new JobOutcome.Wait();
        }

        var mode = device.Mode;
        return job switch
        {
            Job.CreateGroup create => device.Groups.ContainsKey(create.Group) ? new JobOutcome.Skipped("group-exists") : mode.CreateGroup(step, create),
            Job.AddUser add => mode.AddUser(step, add),
            Job.RemoveUser remove => mode.RemoveUser(step, remove),
            Job.UpdateGroup update => mode.UpdateGroup(step, update),
            Job.AddDevice add => mode.AddDevice(step, add),
            Job.RemoveDevice remove => mode.RemoveDevice(step, remove),
            Job.RemoveLeaf remove => GroupCommits.RemoveLeaf(device.Context, step, remove),
            Job.SendMessage send => mode.SendMessage(step, send),
            Job.SupplyGroupInfo supply => GroupCommits.SupplyGroupInfo(device.Context, step, supply),
            Job.SiblingWelcome welcome => mode.UserGroup?.WelcomeSibling(step, welcome, Waiting(device, welcome)) ?? new JobOutcome.Done(),
            Job.UpdateUser update => mode.UserGroup?.UpdateUser(step, update) ?? new JobOutcome.Done(),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Whoever waits to be let in, in the order in which that was asked.</summary>
    private static ValueList<string> Waiting(Device device, Job.SiblingWelcome job) =>
        [.. device.Jobs.Jobs.OfType<Job.SiblingWelcome>().Select(one => one.Device).Append(job.Device).Distinct(StringComparer.Ordinal)];

    /// <summary>An obligation that is a new device's own means that no sibling can let it in: it enters by itself (modes G11).</summary>
    private static JobOutcome EnterAlone(Device device, Step step, Job job, string group)
    {
        var name = GroupName.Of(group);
        var isOwn = job switch
        {
            Job.AddDevice add => add.Device == device.Name,
            Job.UpdateGroup { Obligation: not 0 } => device.Entrances.IsEntering(name) && !device.Entrances.IsWelcomed(name),
            _ => false,
        };
        if (isOwn)
        {
            device.Entrances.Expect(name);
            device.Entries.Begin(step, group);
        }

        return device.Entrances.IsEntering(name) ? new JobOutcome.Wait() : new JobOutcome.Skipped("not-a-member");
    }
}
