using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Tree;
using Mls.Core.Violations;

namespace Mls.Core.Validation;

/// <summary>RFC 9420, section 12.4.3.1: what a received tree must satisfy before anybody trusts it.</summary>
internal static class RatchetTreeRules
{
    /// <summary>Checks the tree against the GroupContext it came with.</summary>
    public static void Check(GroupServices services, RatchetTree tree, GroupContext context)
    {
        Rule.Require(tree.TreeHash(services.Crypto) == context.TreeHash, TreeViolations.TreeHashMismatch);
        var members = 0;
        var leafKeys = new HashSet<HpkePublicKey>();
        foreach (var (index, leaf) in tree.Leaves())
        {
            members++;
            leafKeys.Add(leaf.EncryptionKey);
            LeafNodeRules.CheckInTree(services, leaf, new LeafPlace(context.GroupId, index));
        }

        Rule.Require(tree.Facts.SignatureKeys.Count == members, TreeViolations.TreeSignatureKeyRepeated);
        Rule.Require(leafKeys.Count == members, TreeViolations.TreeEncryptionKeyRepeated);
        var parents = CheckParents(services, tree, tree.Root, []);
        Rule.Require(tree.Facts.EncryptionKeys.Count == members + parents, TreeViolations.TreeParentKeyRepeated);
        LeafNodeRules.CheckCompatibility(tree.Facts, context, null);
        Rule.Require(tree.Root is not ParentSlot { Node.ParentHash.Length: > 0 }, TreeViolations.TreeRootParentHash);
        Rule.Require(ParentHasher.FirstInvalid(services.Crypto, tree) is null, TreeViolations.TreeParentHash);
    }

    /// <summary>Checks the key and the unmerged leaves of every parent and counts the parents that are not blank.</summary>
    /// <param name="services">Primitives.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="node">The subtree to check.</param>
    /// <param name="above">Leaves that the nearest parent above lists: whoever joined below it has joined below each parent in between, too.</param>
    private static int CheckParents(GroupServices services, RatchetTree tree, TreeNode node, ReadOnlySpan<LeafIndex> above)
    {
        if (node is not ParentSlot parent)
        {
            return 0;
        }

        var required = TreeMath.Under(above, parent.Index);
        if (parent.Node is { UnmergedLeaves.Span: var own })
        {
            Rule.Require(services.Crypto.Kem.IsValid(parent.Node.EncryptionKey), TreeViolations.TreeParentKeyInvalid);
            CheckUnmerged(tree, parent.Index, own);
            foreach (var leaf in required)
            {
                Rule.Require(own.BinarySearch(leaf) >= 0, TreeViolations.TreeUnmergedBetween);
            }

            required = own;
        }

        return (parent.IsBlank ? 0 : 1) + CheckParents(services, tree, parent.Left, required) + CheckParents(services, tree, parent.Right, required);
    }

    private static void CheckUnmerged(RatchetTree tree, NodeIndex parent, ReadOnlySpan<LeafIndex> unmerged)
    {
        for (var i = 0; i < unmerged.Length; i++)
        {
            Rule.Require(TreeMath.IsUnder(unmerged[i], parent), TreeViolations.TreeUnmergedPlace);
            Rule.Require(tree.Leaf(unmerged[i]) is not null, TreeViolations.TreeUnmergedBlank);
            Rule.Require(i == 0 || unmerged[i - 1] < unmerged[i], TreeViolations.TreeUnmergedOrder);
        }
    }
}
