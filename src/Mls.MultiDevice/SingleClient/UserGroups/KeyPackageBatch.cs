using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>KeyPackages of the virtual client: derived, announced to the siblings, then published (R27 to R30).</summary>
internal static class KeyPackageBatch
{
    public static void Publish(UserGroupPart part, Step step, uint count, ulong obligation)
    {
        var device = part.Device;
        if (device.UserGroup is not { } userGroup || part.State.Epochs.IsEmpty)
        {
            return;
        }

        using (step.For(step.Cause with { Name = "publish-key-packages" }))
        {
            var epoch = part.State.Epochs.Current;
            var lifetime = Lifetimes.From(device.Clock, device.Settings);
            var packages = new List<OpaqueBytes>();
            var entries = new List<KeyPackageNotice.Entry>();
            for (var i = 0u; i < count; i++)
            {
                var keys = part.Client.NextKeyPackage(epoch);
                var bundle = keys.Package(device.Crypto, part.Identity, lifetime);
                part.Certify(step, bundle.KeyPackage.LeafNode.SignatureKey, epoch.Tag, epoch.Epoch);
                packages.Add(Tls.EncodeOpaque(bundle.KeyPackage));
                var held = JoinKeys.Of(device.Crypto, bundle);
                entries.Add(new KeyPackageNotice.Entry(held.Ref, keys.Tag));
                device.JoinKeys.Keep(held);
            }

            var notice = OpaqueBytes.Empty;
            if (userGroup.Group.Public.Tree.Members > 1)
            {
                using var message = new UgApplicationMessage.Notice(new KeyPackageNotice(entries.ToValueList()));
                notice = device.Seal(step, userGroup, message.Encode());
            }

            step.Tell(device.User, new UserMail.Publish(packages.ToValueList(), notice, device.User, obligation));
        }
    }

    /// <summary>A KeyPackage from before this device came leads only its siblings into a group (modes 5.1.8). What is no Welcome is not for this to say.</summary>
    public static bool IsForSiblings(UserGroupPart part, OpaqueBytes octets)
    {
        try
        {
            return Tls.Decode<MlsMessage>(octets) is MlsMessage.OfWelcome { Welcome: var welcome } && !part.Device.JoinKeys.Holds(WelcomeReceiver.NewMembers(welcome));
        }
        catch (MalformedException)
        {
            return false;
        }
    }

    /// <summary>A sibling has announced a batch: derive and keep the keys at once; those that a removed device knows are of no use to anybody.</summary>
    public static void Follow(UserGroupPart part, KeyPackageNotice notice)
    {
        foreach (var entry in notice.Entries)
        {
            if (part.State.Epochs.Find(entry.Tag.EpochTag) is { } epoch && epoch.IsOccupied(entry.Tag.DeviceLeaf)
                && VirtualLeafChecks.IsKeyPackageUsable(epoch.Epoch, part.State.Epochs.LastRemoval))
            {
                var keys = part.Client.KeyPackage(epoch, entry.Tag);
                part.Device.JoinKeys.Keep(new JoinKeys(entry.Ref, keys.InitKey, keys.EncryptionKey, keys.SignatureKey));
            }
        }
    }
}
