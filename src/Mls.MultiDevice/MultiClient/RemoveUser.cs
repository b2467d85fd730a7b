using Mls.MultiDevice.Devices;

namespace Mls.MultiDevice.MultiClient;

/// <summary>Removing a user removes all of the user's leaves in one Commit (R16).</summary>
internal static class RemoveUser
{
    public static JobOutcome Try(DeviceContext device, Step step, Job.RemoveUser job) => GroupCommits.RemoveUser(device, step, job);
}
