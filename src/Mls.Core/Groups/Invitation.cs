using Mls.Core.Framing;
using Mls.Core.KeyPackages;
using Mls.Core.Tree;

namespace Mls.Core.Groups;

/// <summary>What one joins a group with.</summary>
/// <param name="welcome">The founder's Welcome.</param>
/// <param name="bundle">The KeyPackage that it was made for; it stays the caller's.</param>
/// <param name="tree">The ratchet tree, where the Welcome does not carry it.</param>
public sealed class Invitation(Welcome welcome, KeyPackageBundle bundle, RatchetTree? tree = null)
{
    /// <summary>The founder's Welcome.</summary>
    public Welcome Welcome { get; } = welcome;

    /// <summary>The KeyPackage that it was made for.</summary>
    public KeyPackageBundle Bundle { get; } = bundle;

    /// <summary>The ratchet tree, where the Welcome does not carry it.</summary>
    public RatchetTree? Tree { get; } = tree;
}
