using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice;

namespace Grains.Services;

/// <summary>The public state of an epoch as an item for a device.</summary>
internal static class PublicStates
{
    /// <summary>Context, tag and tree of <paramref name="epoch"/>.</summary>
    public static DeviceItem.PublicState Of(GroupName group, RetainedEpoch epoch) => new(
        group, epoch.Group.Epoch.Value, Tls.EncodeOpaque(epoch.Group.Context), epoch.Group.ConfirmationTag.Octets, epoch.Tree) { AcceptedAt = (ulong)epoch.AcceptedAt };
}
