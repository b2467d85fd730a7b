using Mls.Core.KeyPackages;
using Mls.Core.Tree;

namespace Mls.Core.Groups;

/// <summary>A member that a Commit adds.</summary>
public sealed record AddedMember(LeafIndex Leaf, KeyPackage KeyPackage);
