using System.Text.Json;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class TreeKemTests
{
    private const string File = "treekem";

    private static readonly HashSet<LeafIndex> None = [];

    public static TheoryData<int, string> Cases() => Vectors.Rows(File);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_member_opens_every_published_path(int index, string label)
    {
        Assert.NotNull(label);
        var test = Vectors.Case(File, index);
        var crypto = test.Crypto();
        var tree = Tls.Decode<RatchetTree>(test.Octets("ratchet_tree"));
        foreach (var update in test.GetProperty("update_paths").EnumerateArray())
        {
            var sender = new LeafIndex(update.Number("sender"));
            var path = ValidUpdatePath.Check(crypto, tree, sender, Tls.Decode<UpdatePath>(update.Octets("update_path")), None);
            Assert.Equal(update.Text("tree_hash_after"), path.Tree.TreeHash(crypto).ToString());
            var context = Tls.Encode(Context(test, path.Tree));
            var secrets = update.GetProperty("path_secrets").EnumerateArray().ToArray();
            foreach (var member in Members(test, tree).Where(member => member.Leaf != sender))
            {
                using var opened = PathReceiver.Open(crypto, path, member, context);
                Assert.Equal(update.Text("commit_secret"), Convert.ToHexStringLower(opened.CommitSecret.Expose()));
                using var published = new PathSecret(Convert.FromHexString(secrets[member.Leaf.Value].GetString()!));
                using var derived = PathSecretChain.KeyPair(crypto, published);
                var lowest = path.Filtered.First(parent => TreeMath.IsUnder(member.Leaf, parent.Index));
                Assert.Equal(path.Tree.Node(lowest.Index).EncryptionKey, derived.PublicKey);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_member_opens_a_path_made_here(int index, string label)
    {
        var test = Vectors.Case(File, index);
        var crypto = test.Crypto();
        var tree = Tls.Decode<RatchetTree>(test.Octets("ratchet_tree"));
        var services = Services.Seeded(label + index, crypto);
        var groupId = new GroupId(new OpaqueBytes(test.Octets("group_id")));
        foreach (var item in test.GetProperty("leaves_private").EnumerateArray())
        {
            var sender = new LeafIndex(item.Number("index"));
            using var signer = crypto.ImportSignatureKey(item.Octets("signature_priv"));
            using var keys = new FreshLeafKeys().Next(crypto, services.Random, groupId, signer);
            using var made = PathBuilder.Build(crypto, tree, new LeafPlace(groupId, sender), tree.Leaf(sender)!, keys);
            var context = Tls.Encode(Context(test, made.Tree));

            var path = ValidUpdatePath.Check(crypto, tree, sender, made.Seal(None, context, services.Random), None);

            Assert.Equal(made.Tree.TreeHash(crypto), path.Tree.TreeHash(crypto));
            Assert.Null(ParentHasher.FirstInvalid(crypto, path.Tree));
            foreach (var member in Members(test, tree).Where(member => member.Leaf != sender))
            {
                using var opened = PathReceiver.Open(crypto, path, member, context);
                Assert.True(made.CommitSecret.FixedTimeEquals(opened.CommitSecret));
            }
        }
    }

    private static GroupContext Context(JsonElement test, RatchetTree tree) => new(
        ProtocolVersion.Mls10,
        test.Crypto().Suite,
        new GroupId(new OpaqueBytes(test.Octets("group_id"))),
        new Epoch(test.GetProperty("epoch").GetUInt64()),
        tree.TreeHash(test.Crypto()),
        new OpaqueBytes(test.Octets("confirmed_transcript_hash")),
        ExtensionList.Empty);

    private static IEnumerable<PrivateTree> Members(JsonElement test, RatchetTree tree)
    {
        var crypto = test.Crypto();
        foreach (var item in test.GetProperty("leaves_private").EnumerateArray())
        {
            var parents = new List<(NodeIndex, HpkePrivateKey)>();
            foreach (var held in item.GetProperty("path_secrets").EnumerateArray())
            {
                var node = new NodeIndex(held.Number("node"));
                using var secret = new PathSecret(held.Octets("path_secret"));
                var key = PathSecretChain.KeyPair(crypto, secret);
                Assert.Equal(tree.Node(node).EncryptionKey, key.PublicKey);
                parents.Add((node, key));
            }

            yield return PrivateTree.Restore(new LeafIndex(item.Number("index")), crypto.Kem.ImportPrivateKey(item.Octets("encryption_priv")), parents);
        }
    }
}
