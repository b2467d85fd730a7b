using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Tree;

/// <summary>RFC 9420, section 7.6: the committer's new leaf, and one node for each parent of its filtered direct path, from the leaf upwards.</summary>
public sealed record UpdatePath(LeafNode LeafNode, ValueList<UpdatePathNode> Nodes) : ITlsStruct<UpdatePath>
{
    /// <inheritdoc/>
    public static UpdatePath Read(ref TlsReader reader) => new(LeafNode.Read(ref reader), reader.ReadList<UpdatePathNode>());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        LeafNode.Write(writer);
        writer.WriteList(Nodes);
    }
}
