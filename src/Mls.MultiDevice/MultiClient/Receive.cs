using Mls.Core.Identifiers;
using Mls.Core.Tree;
using Mls.MultiDevice.Devices;

namespace Mls.MultiDevice.MultiClient;

/// <summary>A device receives as the RFC says. Where it has lost a group it replaces the leaf that signs with its own key.</summary>
internal static class Receive
{
    public static LeafIndex? FormerLeaf(DeviceContext device, RatchetTree tree) =>
        tree.Leaves().Where(leaf => leaf.Node.SignatureKey == device.IdentityKey!.PublicKey).Select(leaf => (LeafIndex?)leaf.Index).FirstOrDefault();
}
