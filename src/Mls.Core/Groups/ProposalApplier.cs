using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Violations;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>RFC 9420, section 12.3: applies proposals in the order that the RFC sets, whatever their order in the Commit.</summary>
internal static class ProposalApplier
{
    /// <summary>The provisional group.</summary>
    /// <exception cref="ProtocolViolationException">A new leaf repeats a key, or the members do not get along.</exception>
    public static ProvisionalGroup Apply(PublicGroup group, ValidProposalList proposals)
    {
        var extensions = proposals.Extensions ?? group.Context.Extensions;
        RequireDistinct(group.Tree, proposals);
        var tree = group.Tree;
        foreach (var (leaf, node) in proposals.Updates)
        {
            tree = tree.Update(leaf, node);
        }

        foreach (var leaf in proposals.Removes)
        {
            tree = tree.Remove(leaf);
        }

        var added = new List<AddedMember>(proposals.Adds.Count);
        foreach (var package in proposals.Adds)
        {
            (tree, var place) = tree.Add(package.LeafNode);
            added.Add(new AddedMember(place, package));
        }

        LeafNodeRules.CheckCompatibility(tree.Facts, group.Context with { Extensions = extensions }, group.Tree.Facts);
        LeafIndex committer;
        if (proposals.Committer is Sender.Member member)
        {
            committer = member.Leaf;
        }
        else
        {
            (tree, committer) = tree.Reserve();
        }

        return new ProvisionalGroup(tree, extensions, added.ToValueList(), committer, proposals);
    }

    /// <summary>Requires that no other leaf has the signature key of <paramref name="next"/> and no node its encryption key.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="present">The leaf that is replaced.</param>
    /// <param name="next">The new leaf.</param>
    /// <param name="signatureKey">The rule that a signature key in use breaks.</param>
    /// <param name="encryptionKey">The rule that an encryption key in use breaks.</param>
    public static void RequireDistinct(RatchetTree tree, LeafNode? present, LeafNode next, ProtocolViolation signatureKey, ProtocolViolation encryptionKey)
    {
        Rule.Require(next.SignatureKey == present?.SignatureKey || !tree.Facts.SignatureKeys.Contains(next.SignatureKey), signatureKey);
        Rule.Require(!tree.Facts.EncryptionKeys.Contains(next.EncryptionKey), encryptionKey);
    }

    /// <summary>Requires that the members are distinct after the proposals, in whatever order they are applied: who leaves or changes has freed its keys.</summary>
    private static void RequireDistinct(RatchetTree tree, ValidProposalList proposals)
    {
        var facts = tree.Facts;
        foreach (var leaf in proposals.Updates.Select(update => update.Leaf).Concat(proposals.Removes))
        {
            facts = facts.Without(tree, leaf);
        }

        foreach (var (_, node) in proposals.Updates)
        {
            facts = WithDistinct(facts, node, LeafViolations.UpdateSignatureKeyInUse, LeafViolations.UpdateEncryptionKeyInUse);
        }

        foreach (var package in proposals.Adds)
        {
            facts = WithDistinct(facts, package.LeafNode, CommitViolations.AddedClientIsMember, LeafViolations.AddedEncryptionKeyInUse);
        }
    }

    private static TreeFacts WithDistinct(TreeFacts facts, LeafNode next, ProtocolViolation signatureKey, ProtocolViolation encryptionKey)
    {
        Rule.Require(!facts.SignatureKeys.Contains(next.SignatureKey), signatureKey);
        Rule.Require(!facts.EncryptionKeys.Contains(next.EncryptionKey), encryptionKey);
        return facts.With(next);
    }
}
