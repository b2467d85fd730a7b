using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.MultiClient;

/// <summary>Adding a user adds all of the user's devices in one Commit (R14).</summary>
internal static class AddUser
{
    public static JobOutcome Try(DeviceContext device, Step step, Job.AddUser job) => GroupCommits.AddUser(
        device, step, job.Packages.Any(package => !package.KeyPackage.IsEmpty) ? job with { Packages = Active(device, step, job) } : job);

    /// <summary>Where none is active any more it is as if there had been no KeyPackage.</summary>
    private static ValueList<PublishedKeyPackage> Active(DeviceContext device, Step step, Job.AddUser job) =>
        ActiveDevices.Of(device, step, job.Packages) is { Count: > 0 } active ? active : [new PublishedKeyPackage(string.Empty, default, job.User)];
}
