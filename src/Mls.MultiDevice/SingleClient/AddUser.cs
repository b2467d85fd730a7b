using Mls.MultiDevice.Devices;

namespace Mls.MultiDevice.SingleClient;

/// <summary>Adding a user adds one leaf, the user's virtual client (R33).</summary>
internal static class AddUser
{
    public static JobOutcome Try(DeviceContext device, Step step, Job.AddUser job) =>
        device.UserGroup is { Pending: null } ? GroupCommits.AddUser(device, step, job) : new JobOutcome.Wait();
}
