using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class TreeValidationTests
{
    private const string File = "tree-validation";

    public static TheoryData<int, string> Cases() => Vectors.Rows(File);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Resolutions_hashes_parent_hashes_and_signatures_of_a_tree_are_as_published(int index, string label)
    {
        Assert.NotNull(label);
        var test = Vectors.Case(File, index);
        var crypto = test.Crypto();
        var tree = Tls.Decode<RatchetTree>(test.Octets("tree"));
        var groupId = new GroupId(new OpaqueBytes(test.Octets("group_id")));

        var hashes = test.GetProperty("tree_hashes").EnumerateArray().Select(item => item.GetString()).ToArray();
        var resolutions = test.GetProperty("resolutions").EnumerateArray().ToArray();
        Assert.Equal((int)TreeMath.NodeCount(tree.LeafCount), hashes.Length);
        for (var i = 0u; i < hashes.Length; i++)
        {
            var node = tree.Node(new NodeIndex(i));
            Assert.Equal(hashes[i], node.TreeHash(crypto).ToString());
            Assert.Equal(resolutions[i].EnumerateArray().Select(item => item.GetUInt32()), Resolution.Of(node).Select(one => one.Index.Value));
        }

        Assert.Null(ParentHasher.FirstInvalid(crypto, tree));
        Assert.All(tree.Leaves(), leaf => Assert.True(leaf.Node.IsSignatureValid(crypto, new LeafPlace(groupId, leaf.Index))));
    }
}
