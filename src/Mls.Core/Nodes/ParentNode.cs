using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary>RFC 9420, section 7.1: <c>struct { HPKEPublicKey encryption_key; opaque parent_hash&lt;V&gt;; uint32 unmerged_leaves&lt;V&gt;; } ParentNode</c>.</summary>
/// <param name="EncryptionKey">The key of everybody below who is not unmerged.</param>
/// <param name="ParentHash">Ties this node to its parent as of its last Commit; empty at the root.</param>
/// <param name="UnmergedLeaves">Leaves below that do not hold the private key, in ascending order.</param>
public sealed record ParentNode(HpkePublicKey EncryptionKey, OpaqueBytes ParentHash, ValueList<LeafIndex> UnmergedLeaves) : ITlsStruct<ParentNode>
{
    /// <inheritdoc/>
    public static ParentNode Read(ref TlsReader reader) =>
        new(HpkePublicKey.Read(ref reader), reader.ReadOpaque(), reader.ReadList<LeafIndex>());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        EncryptionKey.Write(writer);
        writer.WriteOpaque(ParentHash);
        writer.WriteList(UnmergedLeaves);
    }
}
