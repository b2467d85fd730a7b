using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>KeyPackages of the virtual client: derived, announced to the siblings, then published (R27 to R30).</summary>
internal static class KeyPackageBatch
{
    public static void Publish(TreeRootMode mode, Step step, uint count, ulong obligation)
    {
        var device = mode.Device;
        if (device.UserGroup is not { } userGroup || mode.State.Epochs.IsEmpty)
        {
            return;
        }

        using (step.For(step.Cause with { Name = "publish-key-packages" }))
        {
            var epoch = mode.State.Epochs.Current;
            var lifetime = Lifetimes.From(device.Clock, device.Environment.Settings);
            var packages = new List<OpaqueBytes>();
            var entries = new List<KeyPackageNotice.Entry>();
            for (var i = 0u; i < count; i++)
            {
                var keys = TreeRootKeys.KeyPackage(device.Crypto, epoch, epoch.OwnLeaf.Value, mode.State.Counters.Next(TreeRootUse.Init), mode.Signatures);
                var bundle = keys.Package(device.Crypto, mode.Identity, lifetime);
                mode.Certify(step, bundle.KeyPackage.LeafNode.SignatureKey, epoch);
                packages.Add(Tls.EncodeOpaque(bundle.KeyPackage));
                var held = JoinKeys.Of(device.Crypto, bundle);
                entries.Add(new KeyPackageNotice.Entry(held.Ref, keys.LeafRef));
                mode.State.JoinKeys.Keep(device, held);
            }

            var notice = OpaqueBytes.Empty;
            if (userGroup.Group.Public.Tree.Members > 1)
            {
                using var message = new UgApplicationMessage.Notice(new KeyPackageNotice(entries.ToValueList()));
                var began = device.Environment.Watch.Begin();
                notice = Tls.EncodeOpaque(userGroup.Group.Protect(Tls.Encode<UgApplicationMessage>(message)));
                device.Environment.Watch.Sealed(began, userGroup.Name);
                device.SeeSealed(step, userGroup);
            }

            step.Tell(device.User, new UserMail.Publish(packages.ToValueList(), notice, mode.Address, obligation));
        }
    }

    /// <summary>A KeyPackage from before this device came leads only its siblings into a group (modes 5.1.8). What is no Welcome is not for this to say.</summary>
    public static bool IsForSiblings(TreeRootMode mode, OpaqueBytes octets)
    {
        try
        {
            return Tls.Decode<MlsMessage>(octets) is MlsMessage.OfWelcome { Welcome: var welcome } && !mode.State.JoinKeys.Holds(WelcomeReceiver.NewMembers(welcome));
        }
        catch (MalformedException)
        {
            return false;
        }
    }

    /// <summary>A sibling has announced a batch: derive and keep the keys at once; those that a removed device knows are of no use to anybody.</summary>
    public static void Follow(TreeRootMode mode, KeyPackageNotice notice)
    {
        foreach (var entry in notice.Entries)
        {
            if (mode.State.Epochs.Find(entry.LeafRef.EpochTag) is { } epoch && epoch.IsOccupied(entry.LeafRef.DeviceLeaf)
                && VirtualLeafChecks.IsKeyPackageUsable(epoch.Epoch, mode.State.Epochs.LastRemoval))
            {
                var keys = TreeRootKeys.KeyPackage(mode.Device.Crypto, epoch, entry.LeafRef.DeviceLeaf, entry.LeafRef.Generation, mode.Signatures);
                mode.State.JoinKeys.Keep(mode.Device, new JoinKeys(entry.Ref, keys.InitKey, keys.EncryptionKey, keys.SignatureKey));
            }
        }
    }
}
