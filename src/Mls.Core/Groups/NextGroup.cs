using Mls.Core.Identifiers;
using Mls.Core.Nodes;

namespace Mls.Core.Groups;

/// <summary>What a group that goes on from another is to be.</summary>
/// <param name="Id">Its id, never used before.</param>
/// <param name="Extensions">Extensions of its GroupContext.</param>
public sealed record NextGroup(GroupId Id, ExtensionList Extensions);
