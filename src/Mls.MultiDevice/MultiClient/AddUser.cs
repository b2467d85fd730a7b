using Mls.MultiDevice.Devices;

namespace Mls.MultiDevice.MultiClient;

/// <summary>Adding a user adds all of the user's devices in one Commit (R14).</summary>
internal static class AddUser
{
    public static JobOutcome Try(Device device, Step step, Job.AddUser job) => GroupCommits.AddUser(device, step, job);
}
