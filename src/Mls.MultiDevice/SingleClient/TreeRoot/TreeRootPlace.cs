using System.Runtime.InteropServices;
using Mls.Core.Identifiers;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>Which seed of one user-group epoch: what a <see cref="TreeRootContext"/> says beside suite and epoch.</summary>
/// <param name="Use">What the seed is for.</param>
/// <param name="Group">The group of the leaf; empty for <see cref="TreeRootUse.Init"/>.</param>
/// <param name="DeviceLeaf">The leaf in the user group of the device that takes the seed.</param>
/// <param name="Generation">That device's counter for <paramref name="Use"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TreeRootPlace(TreeRootUse Use, GroupId Group, uint DeviceLeaf, uint Generation);
