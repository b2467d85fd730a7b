using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>What a seed of the tree-root profile is for: <c>enum { reserved(0), init(1), leaf(2), create(3), (255) } TreeRootUse</c>.</summary>
public enum TreeRootUse
{
    /// <summary>A KeyPackage of the virtual client.</summary>
    Init = 1,

    /// <summary>A leaf that comes with a Commit.</summary>
    Leaf = 2,

    /// <summary>The creator's leaf and epoch 0 of a new group.</summary>
    Create = 3,
}
