using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>Asks account services for the KeyPackages that jobs need, and hands over what comes.</summary>
internal sealed class KeyPackageFetcher(Device device)
{
    private ulong _next = 1;

    /// <summary>Asks for KeyPackages.</summary>
    /// <returns>What the job waits for from here on.</returns>
    public ValueList<KeyPackageRequest> Ask(Step step, JobOutcome.NeedsKeyPackages needs)
    {
        var requests = new List<KeyPackageRequest>();
        foreach (var user in needs.Users)
        {
            var number = _next++;
            requests.Add(new KeyPackageRequest(number, user));
            step.Tell(user, new UserMail.TakeKeyPackages(device.Name, number, needs.Device));
        }

        return requests.ToValueList();
    }

    /// <summary>An account service has answered. A job whose answer breaks a rule is given up.</summary>
    public void Take(Step step, DeviceItem.KeyPackages answer)
    {
        if (device.Jobs.Find(job => job.Requests.Any(request => request.Number == answer.Request)) is not { } job)
        {
            return;
        }

        var user = job.Requests.First(request => request.Number == answer.Request).User;
        using (step.For(job.Cause))
        {
            if (KeyPackageChecks.Broken(device, user, answer.Packages) is { } rule)
            {
                device.Jobs.Remove(job);
                step.See(new DeviceFact.Refused(rule));
                step.See(new DeviceFact.OperationSkipped(rule));
                return;
            }
        }

        device.Jobs.Replace(job with
        {
            Requests = job.Requests.Where(request => request.Number != answer.Request).ToValueList(),
            Packages = [.. job.Packages, .. answer.Packages.Count > 0 ? answer.Packages : [new PublishedKeyPackage(string.Empty, default, user)]],
        });
    }

    /// <summary>For snapshots.</summary>
    public void Write(TlsWriter writer) => writer.WriteUInt64(_next);

    /// <summary>Takes over what a snapshot held.</summary>
    public void Restore(ref TlsReader reader) => _next = reader.ReadUInt64();
}
