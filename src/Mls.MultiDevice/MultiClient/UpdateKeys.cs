using Mls.MultiDevice.Devices;

namespace Mls.MultiDevice.MultiClient;

/// <summary>A device renews its keys with one Commit in each group.</summary>
internal static class UpdateKeys
{
    public static IEnumerable<Job> Jobs(DeviceContext device, Cause cause, Func<ulong> nextJob) =>
        [.. device.Groups.Keys.Select(group => new Job.UpdateGroup(nextJob(), cause, group, 0, 0))];
}
