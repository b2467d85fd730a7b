using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>The public state after the proposals of a Commit and before its path (RFC 9420, section 12.3).</summary>
/// <param name="Tree">The tree after the proposals.</param>
/// <param name="Extensions">The extensions of the next GroupContext.</param>
/// <param name="Added">Who was added, in the order of the Commit, and where.</param>
/// <param name="Committer">The committer's leaf: for an external Commit, the place kept free for the joiner.</param>
/// <param name="Proposals">The proposals applied.</param>
public sealed record ProvisionalGroup(
    RatchetTree Tree,
    ExtensionList Extensions,
    ValueList<AddedMember> Added,
    LeafIndex Committer,
    ValidProposalList Proposals)
{
    /// <summary>The leaves added.</summary>
    public IReadOnlySet<LeafIndex> AddedLeaves { get; } = Added.Select(member => member.Leaf).ToHashSet();
}
