using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>What the trace asks of a device becomes jobs.</summary>
internal static class CommandIntake
{
    public static void Take(Device device, Step step, TraceCommand command)
    {
        var (jobs, cause) = (device.Jobs, step.Cause);
        switch (command)
        {
            case TraceCommand.CreateGroup create:
                jobs.Add(new Job.CreateGroup(jobs.Next(), cause, create.Group, create.Members));
                break;
            case TraceCommand.AddUser add:
                jobs.Add(new Job.AddUser(jobs.Next(), cause, add.Group, add.User));
                break;
            case TraceCommand.RemoveUser remove:
                jobs.Add(new Job.RemoveUser(jobs.Next(), cause, remove.Group, remove.User));
                break;
            case TraceCommand.RemoveDevice remove:
                jobs.Add(new Job.RemoveDevice(jobs.Next(), cause, remove.Device, 0));
                break;
            case TraceCommand.RemoveDeviceFromGroup remove:
                jobs.Add(new Job.RemoveLeaf(jobs.Next(), cause, remove.Group, remove.Device, 0));
                break;
            case TraceCommand.UpdateKeys:
                foreach (var job in device.Mode.UpdateKeys(cause, jobs.Next))
                {
                    jobs.Add(job);
                }

                break;
            case TraceCommand.WarmUp { Group: GroupName.Conversation { Name: var group } }:
                jobs.Add(new Job.UpdateGroup(jobs.Next(), cause, group, 0, 0));
                break;
            case TraceCommand.WarmUp or TraceCommand.RenewUserGroup when device.UserGroup is not null:
                jobs.Add(new Job.UpdateUser(jobs.Next(), cause, IsDeferred: command is TraceCommand.RenewUserGroup));
                break;
            case TraceCommand.PublishKeyPackages publish:
                device.Mode.PublishKeyPackages(step, publish.Count, 0);
                break;
            case TraceCommand.SendMessage send:
                jobs.Add(new Job.SendMessage(jobs.Next(), cause, send.Group, send.Length));
                break;
            default:
                break;
        }
    }
}
