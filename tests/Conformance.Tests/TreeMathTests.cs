using System.Text.Json;
using Mls.Core.Identifiers;
using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class TreeMathTests
{
    private const string File = "tree-math";

    public static TheoryData<int, string> Cases() => Vectors.Rows(File);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Relations_between_nodes_are_as_published(int index, string label)
    {
        Assert.NotEmpty(label);
        var test = Vectors.Case(File, index);
        var leafCount = test.Number("n_leaves");
        var root = TreeMath.Root(leafCount);

        Assert.Equal(test.Number("n_nodes"), TreeMath.NodeCount(leafCount));
        Assert.Equal(test.Number("root"), root.Value);
        for (var i = 0; i < test.Number("n_nodes"); i++)
        {
            var node = new NodeIndex((uint)i);
            Assert.Equal(At(test, "left", i), node.IsLeaf ? null : TreeMath.Left(node).Value);
            Assert.Equal(At(test, "right", i), node.IsLeaf ? null : TreeMath.Right(node).Value);
            Assert.Equal(At(test, "parent", i), node == root ? null : TreeMath.Parent(node).Value);
            Assert.Equal(At(test, "sibling", i), node == root ? null : TreeMath.Sibling(node).Value);
        }
    }

    private static uint? At(JsonElement test, string relation, int index)
    {
        var value = test.GetProperty(relation)[index];
        return value.ValueKind == JsonValueKind.Null ? null : value.GetUInt32();
    }
}
