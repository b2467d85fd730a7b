using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary>RFC 9420, section 7.2: how a leaf came into the tree, with what belongs to that way. A closed choice.</summary>
public abstract record LeafNodeSource : ITlsStruct<LeafNodeSource>
{
    private LeafNodeSource()
    {
    }

    /// <summary>Whether the signature covers the group and the place (sources update and commit).</summary>
    public abstract bool IsBoundToGroup { get; }

    private protected abstract byte Code { get; }

    /// <inheritdoc/>
    public static LeafNodeSource Read(ref TlsReader reader)
    {
        var code = reader.ReadUInt8();
        return code switch
        {
            1 => new KeyPackage(Lifetime.Read(ref reader)),
            2 => new Update(),
            3 => new Commit(reader.ReadOpaque()),
            _ => throw reader.Malformed(WireRules.LeafNodeSourceType, $"leaf_node_source {code}, allowed are 1 to 3"),
        };
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt8(Code);
        switch (this)
        {
            case KeyPackage source:
                source.Lifetime.Write(writer);
                break;
            case Commit source:
                writer.WriteOpaque(source.ParentHash);
                break;
            default:
                break;
        }
    }

    /// <summary><c>key_package(1)</c>.</summary>
    public sealed record KeyPackage(Lifetime Lifetime) : LeafNodeSource
    {
        /// <inheritdoc/>
        public override bool IsBoundToGroup => false;

        private protected override byte Code => 1;
    }

    /// <summary><c>update(2)</c>.</summary>
    public sealed record Update : LeafNodeSource
    {
        /// <inheritdoc/>
        public override bool IsBoundToGroup => true;

        private protected override byte Code => 2;
    }

    /// <summary><c>commit(3)</c>.</summary>
    public sealed record Commit(OpaqueBytes ParentHash) : LeafNodeSource
    {
        /// <inheritdoc/>
        public override bool IsBoundToGroup => true;

        private protected override byte Code => 3;
    }
}
