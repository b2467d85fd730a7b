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
    /// <param name="tree">The tree.</param>
    /// <param name="node">The subtree to check.</param>
    /// <param name="above">Leaves that the nearest parent above lists: whoever joined below it has joined below each parent in between, too.</param>
    private static int CheckParents(RatchetTree tree, TreeNode node, ReadOnlySpan<LeafIndex> above)
    {
        if (node is not ParentSlot parent)
        {
            return 0;
        }

        var required = TreeMath.Under(above, parent.Index);
        if (parent.Node is { UnmergedLeaves.Span: var own })
        {
            for (var i = 0; i < own.Length; i++)
            {
                var isMemberBelow = TreeMath.IsUnder(own[i], parent.Index) && tree.Leaf(own[i]) is not null;
                Rule.Require(isMemberBelow && (i == 0 || own[i - 1] < own[i]), ProtocolViolation.TreeUnmergedLeaves);
            }

            foreach (var leaf in required)
            {
                Rule.Require(own.BinarySearch(leaf) >= 0, ProtocolViolation.TreeUnmergedLeaves);
            }

            required = own;
        }

        return (parent.IsBlank ? 0 : 1) + CheckParents(tree, parent.Left, required) + CheckParents(tree, parent.Right, required);
    }
}
