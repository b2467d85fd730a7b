using Mls.Core.Identifiers;
using Mls.Core.Tree;
using Mls.MultiDevice.Devices;

namespace Mls.MultiDevice.SingleClient;

/// <summary>A device receives as the RFC says, and follows its siblings' Commits as its own (<see cref="UserGroups.SiblingAdoption"/>). Where it has lost a group it replaces the leaf of its user.</summary>
internal static class Receive
{
    public static LeafIndex? FormerLeaf(DeviceContext device, RatchetTree tree) => GroupCommits.LeavesOf(tree, device.User).Select(leaf => (LeafIndex?)leaf).FirstOrDefault();
}
