using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Tree;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

/// <summary>What holds in every epoch of every group (RFC 9420, sections 4.2, 7.7, 7.9.2 and 12.4.3.1).</summary>
internal static class GroupInvariants
{
    public static void Check(TestGroup group)
    {
        group.AssertAgreement();
        var crypto = Suites.One;
        var tree = group[0].Group.Public.Tree;
        var leaves = tree.Leaves().ToList();

        Assert.Equal(group.Members.Select(member => member.Leaf).Order(), leaves.Select(leaf => leaf.Index));
        Assert.Equal((uint)leaves.Count, tree.Members);
        Assert.Equal(TreeMath.RoundUp(leaves[^1].Index.Value + 1), tree.LeafCount);
        Assert.Null(ParentHasher.FirstInvalid(crypto, tree));
        var decoded = Tls.Decode<RatchetTree>(Tls.Encode(tree));
        Assert.Equal(tree.TreeHash(crypto), decoded.TreeHash(crypto));
        Assert.True(tree.Facts.EncryptionKeys.SetEquals(decoded.Facts.EncryptionKeys));
        Assert.True(tree.Facts.SignatureKeys.SetEquals(decoded.Facts.SignatureKeys));
        Assert.Equal(decoded.Facts.Profiles.OrderBy(one => one.Value), tree.Facts.Profiles.OrderBy(one => one.Value));
        Walk(tree, tree.Root);
        Assert.All(group.Members, member => CheckKeys(member.Group, tree));
    }

    /// <summary>A member holds the private key of its leaf and of exactly those parents above it that know it as merged.</summary>
    private static void CheckKeys(Group group, RatchetTree tree)
    {
        var state = group.State;
        Assert.Equal(tree.Leaf(group.OwnLeaf)!.EncryptionKey, state.Keys.LeafKey.PublicKey);
        Assert.Equal(tree.Leaf(group.OwnLeaf)!.SignatureKey, state.Signer.PublicKey);
        foreach (var parent in tree.DirectPath(group.OwnLeaf))
        {
            var held = state.Keys.Find(parent.Index);
            if (parent.Node is null || parent.Node.UnmergedLeaves.Contains(group.OwnLeaf))
            {
                Assert.Null(held);
                continue;
            }

            Assert.NotNull(held);
            using var imported = group.Services.Crypto.Kem.ImportPrivateKey(held.Expose());
            Assert.Equal(parent.EncryptionKey, imported.PublicKey);
        }
    }

    private static void Walk(RatchetTree tree, TreeNode node)
    {
        if (node is not ParentSlot parent)
        {
            return;
        }

        if (parent.Node is { } content)
        {
            Assert.Equal(content.UnmergedLeaves.Order().Distinct(), content.UnmergedLeaves);
            Assert.All(content.UnmergedLeaves, leaf =>
            {
                Assert.NotNull(tree.Leaf(leaf));
                Assert.True(TreeMath.IsUnder(leaf, parent.Index));
                Assert.All(tree.DirectPath(leaf).TakeWhile(below => below.Index != parent.Index), between =>
                    Assert.True(between.Node is null || between.Node.UnmergedLeaves.Contains(leaf)));
            });
        }

        Walk(tree, parent.Left);
        Walk(tree, parent.Right);
    }
}
