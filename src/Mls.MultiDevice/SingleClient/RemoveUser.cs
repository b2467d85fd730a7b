using Mls.MultiDevice.Devices;

namespace Mls.MultiDevice.SingleClient;

/// <summary>Removing a user removes one leaf (R35).</summary>
internal static class RemoveUser
{
    public static JobOutcome Try(DeviceContext device, Step step, Job.RemoveUser job) =>
        device.UserGroup is { Pending: null } ? GroupCommits.RemoveUser(device, step, job) : new JobOutcome.Wait();
}
