using Mls.Core.Identifiers;

namespace Mls.Core.Nodes;

/// <summary>Where a leaf stands: the part of <c>LeafNodeTBS</c> that binds it to its group (RFC 9420, section 7.2).</summary>
public sealed record LeafPlace(GroupId GroupId, LeafIndex Leaf);
