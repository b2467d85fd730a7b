using Mls.Core.Groups;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Tree;

namespace Mls.Core.Validation;

/// <summary>RFC 9420, section 12.4.3.1: what a received tree must satisfy before anybody trusts it.</summary>
internal static class RatchetTreeRules
{
    /// <summary>Checks the tree against the GroupContext it came with.</summary>
    public static void Check(GroupServices services, RatchetTree tree, GroupContext context)
    {
        Rule.Require(tree.TreeHash(services.Crypto) == context.TreeHash, ProtocolViolation.TreeHashMismatch);
        var nodes = 0;
        foreach (var (index, leaf) in tree.Leaves())
        {
            nodes++;
            LeafNodeRules.CheckInTree(services, leaf, new LeafPlace(context.GroupId, index));
        }

        Rule.Require(tree.Facts.SignatureKeys.Count == nodes, ProtocolViolation.LeafSignatureKeyReused);
        nodes += CheckParents(tree, tree.Root, []);
        Rule.Require(tree.Facts.EncryptionKeys.Count == nodes, ProtocolViolation.LeafEncryptionKeyReused);
        LeafNodeRules.CheckCompatibility(tree.Facts, context);
        Rule.Require(ParentHasher.FirstInvalid(services.Crypto, tree) is null, ProtocolViolation.TreeParentHash);
    }

    /// <summary>Checks the unmerged leaves of every parent and counts the parents that are not blank.</summary>
    private static int CheckParents(RatchetTree tree, TreeNode node, IReadOnlyList<ParentSlot> above)
    {
        if (node is not ParentSlot parent)
        {
            return 0;
        }

        if (parent.Node is { } content)
        {
            LeafIndex? last = null;
            foreach (var leaf in content.UnmergedLeaves)
            {
                var isMemberBelow = TreeMath.IsUnder(leaf, parent.Index) && tree.Leaf(leaf) is not null;
                Rule.Require(isMemberBelow && (last is null || last < leaf), ProtocolViolation.TreeUnmergedLeaves);
                last = leaf;
            }

            // A leaf that joined below a parent has joined below each parent in between, too.
            foreach (var ancestor in above)
            {
                foreach (var leaf in ancestor.Node!.UnmergedLeaves)
                {
                    Rule.Require(
                        !TreeMath.IsUnder(leaf, parent.Index) || content.UnmergedLeaves.Span.BinarySearch(leaf) >= 0,
                        ProtocolViolation.TreeUnmergedLeaves);
                }
            }
        }

        IReadOnlyList<ParentSlot> path = parent.Node is { UnmergedLeaves.Count: > 0 } ? [.. above, parent] : above;
        return (parent.IsBlank ? 0 : 1) + CheckParents(tree, parent.Left, path) + CheckParents(tree, parent.Right, path);
    }
}
