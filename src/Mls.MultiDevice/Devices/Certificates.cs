using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.MultiDevice.Directory;

namespace Mls.MultiDevice.Devices;

/// <summary>What a device puts into the directory. These signatures are not part of MLS and are not counted with its operations.</summary>
internal static class Certificates
{
    /// <summary>Certifies a device's own key: one's own for the first device of a user, a sibling's otherwise.</summary>
    public static void DeviceKey(Device device, Step step, string name, SignaturePublicKey key)
    {
        Append(device, step, new DirectoryStatement.DeviceKey(name, key));
        device.Authentication.Certified(device.UserId, key);
    }

    /// <summary>Certifies the signature key of a leaf of the virtual client.</summary>
    public static void LeafKey(Device device, Step step, SignaturePublicKey key, ulong epochTag, ulong epoch)
    {
        Append(device, step, new DirectoryStatement.LeafKey(key, epochTag, epoch));
        device.Authentication.Certified(device.UserId, key);
    }

    /// <summary>Takes a sibling out of the account.</summary>
    public static void Revoke(Device device, Step step, string name, ulong nextEpochTag, ulong nextEpoch) =>
        Append(device, step, new DirectoryStatement.RevokeDevice(name, nextEpochTag, nextEpoch));

    private static void Append(Device device, Step step, DirectoryStatement statement) =>
        step.Append(device.User, Tls.EncodeOpaque(DirectoryRecord.Sign(device.Environment.Crypto, device.User, statement, device.IdentityKey!)));
}
