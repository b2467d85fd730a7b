using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Oracle;

/// <summary>What must be true after every operation: the product has what the model has, and the tree is as RFC 9420 wants it.</summary>
internal static class HistoryChecks
{
    public static void Check(ModelCrypto crypto, TestGroup group, ModelGroup model)
    {
        group.AssertAgreement();
        var member = group[(int)(model.Epoch % (ulong)group.Members.Count)];
        var state = member.Group.State;
        var secrets = model.Secrets;
        Same(model.Context, Tls.Encode(state.Public.Context), "GroupContext");
        Same(model.Tree.Encode(), Tls.Encode(state.Public.Tree), "tree");
        Same(model.Tree.TreeHash(), state.Public.Tree.TreeHash(crypto.Provider).ToArray(), "tree hash");
        Same(model.ConfirmationTag, state.Public.ConfirmationTag.Octets.ToArray(), "confirmation tag");
        Same(model.InterimTranscriptHash, state.Public.InterimTranscriptHash.ToArray(), "interim transcript hash");
        Same(secrets.Authenticator, state.EpochAuthenticator, "epoch_authenticator");
        Same(secrets.SenderData, state.Secrets.SenderData, "sender_data_secret");
        Same(secrets.Membership, state.Secrets.MembershipKey, "membership_key");
        Same(secrets.Confirmation, state.Secrets.ConfirmationKey, "confirmation_key");
        Same(secrets.ExporterSecret, state.Secrets.Exporter, "exporter_secret");
        Same(secrets.External, state.Secrets.External, "external_secret");
        Same(secrets.Resumption, state.Secrets.ResumptionPsk, "resumption_psk");
        Same(secrets.Init, state.Secrets.Init, "init_secret");
        using var exported = member.Group.Export("label"u8, "context"u8, 40);
        Same(secrets.Export("label", Octets.Text("context"), 40), exported, "MLS-Exporter");
        CheckMessageKeys(secrets, state.Messages, member.Leaf);
        CheckTree(model.Tree, group);
    }

    /// <summary>A removed member's keys are nowhere in the tree, and its leaf is another's or nobody's.</summary>
    public static void IsGone(TestGroup group, TestMember removed)
    {
        var present = group[0].Group.Public.Tree;
        var former = removed.Group.Public.Tree.Leaf(removed.Leaf)!;
        Assert.DoesNotContain(present.Leaves(), leaf => leaf.Node.EncryptionKey == former.EncryptionKey);
        var isBack = group.Members.Any(member => member.Client == removed.Client);
        Assert.Equal(isBack, present.Leaves().Any(leaf => leaf.Node.SignatureKey == former.SignatureKey));
    }

    private static void CheckMessageKeys(ModelEpoch secrets, SecretTree messages, LeafIndex leaf)
    {
        foreach (var type in new[] { RatchetType.Handshake, RatchetType.Application })
        {
            if (messages.Lease(leaf, type, 0) is LeaseResult.Leased { Lease: var lease })
            {
                using (lease)
                {
                    var (key, nonce) = secrets.MessageKey((int)leaf.Value, type == RatchetType.Handshake ? "handshake" : "application", 0);
                    Same(key, lease.Keys.Key.ToArray(), $"first {type} key");
                    Same(nonce, lease.Keys.Nonce.ToArray(), $"first {type} nonce");
                }
            }
        }
    }

    private static void CheckTree(ModelTree tree, TestGroup group)
    {
        Assert.True(tree.IsParentHashValid(), "parent hashes");
        var members = group.Members.Select(member => (int)member.Leaf.Value).Order().ToList();
        Assert.Equal(members, Enumerable.Range(0, tree.LeafCount).Where(leaf => tree.Leaf(leaf) is not null));
        Assert.Equal(0, tree.LeafCount & (tree.LeafCount - 1));
        Assert.True(tree.LeafCount == 1 || members[^1] >= tree.LeafCount / 2, "the right half of the tree is empty");
        foreach (var (node, parent) in tree.Parents())
        {
            Assert.Equal(parent.Unmerged.Order().Distinct(), parent.Unmerged);
            Assert.All(parent.Unmerged, leaf => Assert.True(tree.Leaf(leaf) is not null && tree.DirectPath(leaf).Contains(node), $"unmerged leaf {leaf} of node {node}"));
        }

        var keys = tree.EncryptionKeys().Select(Octets.Hex).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Equal(members.Count, members.Select(leaf => Octets.Hex(tree.Leaf(leaf)!.SignatureKey)).Distinct().Count());
    }

    private static void Same(byte[] model, Secret product, string what) => Same(model, product.Expose().ToArray(), what);

    private static void Same(byte[] model, byte[] product, string what) =>
        Assert.True(Octets.Hex(model) == Octets.Hex(product), $"{what}: the model has {Octets.Hex(model)}, the product {Octets.Hex(product)}");
}
