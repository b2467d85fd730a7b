using Mls.Core.Framing;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Validation;
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
        var tree = group.Tree;
        foreach (var (leaf, node) in proposals.Updates)
        {
            RequireDistinct(tree, tree.Leaf(leaf), node);
            tree = tree.Update(leaf, node);
        }

        foreach (var leaf in proposals.Removes)
        {
            tree = tree.Remove(leaf);
        }

        var added = new List<AddedMember>(proposals.Adds.Count);
        foreach (var package in proposals.Adds)
        {
            RequireDistinct(tree, null, package.LeafNode);
            (tree, var place) = tree.Add(package.LeafNode);
            added.Add(new AddedMember(place, package));
        }

        LeafNodeRules.CheckCompatibility(tree.Facts, group.Context with { Extensions = extensions });
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

    /// <summary>Requires that no other leaf has the keys of <paramref name="next"/>; <paramref name="present"/> is the leaf it replaces.</summary>
    public static void RequireDistinct(RatchetTree tree, LeafNode? present, LeafNode next)
    {
        Rule.Require(
            next.SignatureKey == present?.SignatureKey || !tree.Facts.SignatureKeys.Contains(next.SignatureKey),
            ProtocolViolation.LeafSignatureKeyReused);
        Rule.Require(!tree.Facts.EncryptionKeys.Contains(next.EncryptionKey), ProtocolViolation.LeafEncryptionKeyReused);
    }
}
