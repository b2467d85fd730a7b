using Mls.MultiDevice.Devices;

namespace Mls.MultiDevice.MultiClient;

/// <summary>A device encrypts with its own leaf's next key.</summary>
internal static class SendMessage
{
    public static JobOutcome Try(DeviceContext device, Step step, Job.SendMessage job) => GroupCommits.Send(device, step, job);
}
