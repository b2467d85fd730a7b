using Grains.Interfaces.Contracts.Views;
using Mls.MultiDevice.Devices;

namespace Grains.Views;

/// <summary>Devices without their secrets.</summary>
internal static class DeviceViews
{
    /// <summary>The device; <see langword="null"/> for one that has not been started.</summary>
    public static DeviceView? Of(Device device) => device.Class.Length == 0 && !device.IsActive
        ? null
        : new DeviceView(
            device.Name,
            device.Class,
            device.IsActive,
            device.IsOnline,
            (long)device.NextItem,
            device.JobCount,
            [
                .. device.UserGroup is { } own ? [Of("user:" + device.User, own)] : (ReadOnlySpan<MembershipView>)[],
                .. device.Groups.Select(group => Of(group.Key, group.Value)),
            ]);

    private static MembershipView Of(string name, Membership membership) => new(
        name,
        (long)membership.Group.Epoch.Value,
        (long)membership.JoinEpoch,
        (int)membership.Group.OwnLeaf.Value,
        membership.Held.Count,
        [.. membership.Group.HeldNodes.Select(node => (int)node.Value)]);
}
