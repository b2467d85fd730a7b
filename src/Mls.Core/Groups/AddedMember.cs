using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;

namespace Mls.Core.Groups;

/// <summary>A member that a Commit adds.</summary>
public sealed record AddedMember(LeafIndex Leaf, KeyPackage KeyPackage);
