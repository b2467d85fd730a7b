using Mls.Core.KeyPackages;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.MultiClient;

/// <summary>Whoever adds a user adds the devices that are the user's now: no revoked one, and where some are missing that is seen (modes 1.4, MC b and c).</summary>
internal static class ActiveDevices
{
    /// <summary>Some device of the user stays outside.</summary>
    public const string PartialMembership = "PartialMembership";

    /// <summary>The KeyPackages of devices that are active; users without any KeyPackage are passed over.</summary>
    public static ValueList<PublishedKeyPackage> Of(DeviceContext device, Step step, IEnumerable<PublishedKeyPackage> packages)
    {
        var directory = device.Directory;
        var active = packages
            .Where(package => !package.KeyPackage.IsEmpty && MembershipChecks.IsActiveDevice(Tls.Decode<KeyPackage>(package.KeyPackage).LeafNode, directory, step.Now))
            .ToValueList();
        foreach (var user in active.GroupBy(package => package.Device[..package.Device.IndexOf('/', StringComparison.Ordinal)], StringComparer.Ordinal))
        {
            var present = user.Select(package => package.Device).Append(device.Name).ToList();
            if (MembershipChecks.MembershipOf(present, directory.ActiveDevices(user.Key, step.Now)) == UserMembership.Partly)
            {
                step.See(new DeviceFact.Refused(PartialMembership));
            }
        }

        return active;
    }
}
