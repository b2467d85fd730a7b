using Mls.Core.KeyPackages;
using Mls.Core.Wire;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>An account service hands out KeyPackages; whose they are is for the device to check before it adds anybody (modes 1.4, MC b and SC a).</summary>
internal static class KeyPackageChecks
{
    /// <summary>The KeyPackage names another user than the one it was asked for.</summary>
    public const string NotOfUser = "KeyPackageNotOfUser";

    /// <summary>The KeyPackage is not of the device that it is said to be of.</summary>
    public const string NotOfDevice = "KeyPackageNotOfDevice";

    /// <summary>A device that is not the user's any more knows the KeyPackage's keys.</summary>
    public const string Ended = "KeyPackageEnded";

    /// <summary>The KeyPackage would join under an address that is not its owner's.</summary>
    public const string WrongAddress = "KeyPackageAddress";

    /// <summary>The same address twice.</summary>
    public const string Twice = "KeyPackageTwice";

    /// <summary>The rule that an answer breaks, or <see langword="null"/>.</summary>
    public static string? Broken(Device device, string user, IReadOnlyCollection<PublishedKeyPackage> packages)
    {
        if (packages.DistinctBy(package => package.Address).Count() < packages.Count)
        {
            return Twice;
        }

        foreach (var package in packages)
        {
            if (Broken(device, user, package) is { } rule)
            {
                return rule;
            }
        }

        return null;
    }

    /// <summary>The rule that a new sibling breaks, or <see langword="null"/>: its KeyPackage for the user group is its own, and nobody else has its name.</summary>
    public static string? Broken(Device device, DeviceItem.Enrolled enrolled, long now)
    {
        var key = new Core.Crypto.SignaturePublicKey(enrolled.SignatureKey);
        var directory = device.Environment.Directory;
        if (directory.ActiveDevices(device.User, now).Contains(enrolled.Device, StringComparer.Ordinal) && directory.DeviceOf(device.User, key, now) != enrolled.Device)
        {
            return NotOfDevice;
        }

        if (enrolled.KeyPackage.IsEmpty)
        {
            return null;
        }

        if (Decode(enrolled.KeyPackage) is not { } keyPackage)
        {
            return ItemRules.Malformed;
        }

        if (MembershipChecks.UserOf(keyPackage.LeafNode) != device.User)
        {
            return NotOfUser;
        }

        return keyPackage.LeafNode.SignatureKey == key ? null : NotOfDevice;
    }

    private static string? Broken(Device device, string user, PublishedKeyPackage package)
    {
        if (Decode(package.KeyPackage) is not { } keyPackage)
        {
            return ItemRules.Malformed;
        }

        if (MembershipChecks.UserOf(keyPackage.LeafNode) != user)
        {
            return NotOfUser;
        }

        return device.Environment.Rules.BrokenByKeyPackage(user, keyPackage.LeafNode, device.Clock.Now) ?? device.Mode.Mismatch(user, package, keyPackage.LeafNode);
    }

    private static KeyPackage? Decode(OpaqueBytes octets)
    {
        try
        {
            return Tls.Decode<KeyPackage>(octets);
        }
        catch (MalformedException)
        {
            return null;
        }
    }
}
