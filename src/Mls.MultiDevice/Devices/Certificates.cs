using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.MultiDevice.Directory;

namespace Mls.MultiDevice.Devices;

/// <summary>What a device puts into the directory. These signatures are not part of MLS, and are charged to the device as those of MLS are.</summary>
internal static class Certificates
{
    /// <summary>Certifies a device's own key: one's own for the first device of a user, a sibling's otherwise.</summary>
    public static void DeviceKey(DeviceContext device, Step step, string name, SignaturePublicKey key)
    {
        Append(device, step, new DirectoryStatement.DeviceKey(name, key));
        device.Authentication.Certified(device.UserId, key);
    }

    /// <summary>Certifies the signature key of a leaf of the virtual client.</summary>
    public static void LeafKey(DeviceContext device, Step step, SignaturePublicKey key, ulong epochTag, ulong epoch)
    {
        Append(device, step, new DirectoryStatement.LeafKey(key, epochTag, epoch));
        device.Authentication.Certified(device.UserId, key);
    }

    /// <summary>That a device is not the user's any more, for the account service to put into the directory in its order.</summary>
    public static OpaqueBytes Revocation(DeviceContext device, string name, ulong nextEpochTag, ulong nextEpoch) =>
        Sign(device, new DirectoryStatement.RevokeDevice(name, nextEpochTag, nextEpoch));

    /// <summary>That a device is to go, for the account service to put into the directory in its order.</summary>
    public static OpaqueBytes Suspension(DeviceContext device, string name) => Sign(device, new DirectoryStatement.SuspendDevice(name));

    private static void Append(DeviceContext device, Step step, DirectoryStatement statement) => step.Append(device.User, Sign(device, statement));

    private static OpaqueBytes Sign(DeviceContext device, DirectoryStatement statement)
    {
        device.Authentication.Signed();
        return Tls.EncodeOpaque(DirectoryRecord.Sign(device.Crypto, device.User, statement, device.IdentityKey!));
    }
}
