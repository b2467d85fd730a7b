namespace Mls.Core.Tests.Oracle;

/// <summary>A LeafNode (RFC 9420, section 7.2): its octets and the fields that the tree needs.</summary>
internal sealed class ModelLeaf
{
    private readonly byte[] _unsigned;
    private readonly int _source;

    private ModelLeaf(byte[] octets, byte[] unsigned, byte[] encryptionKey, byte[] signatureKey, int source, byte[]? parentHash, byte[] signature)
    {
        All = octets;
        _unsigned = unsigned;
        EncryptionKey = encryptionKey;
        SignatureKey = signatureKey;
        _source = source;
        ParentHash = parentHash;
        Signature = signature;
    }

    /// <summary>The whole encoding.</summary>
    public byte[] All { get; }

    public byte[] EncryptionKey { get; }

    public byte[] SignatureKey { get; }

    /// <summary>Where the source is <c>commit</c>.</summary>
    public byte[]? ParentHash { get; }

    public byte[] Signature { get; }

    public static ModelLeaf Read(Reading reading)
    {
        var start = reading.Position;
        var encryptionKey = reading.Opaque();
        var signatureKey = reading.Opaque();
        reading.U16();
        reading.SkipVectors(1 + 5);
        var source = reading.U8();
        byte[]? parentHash = null;
        if (source == 1)
        {
            reading.Fixed(16);
        }
        else if (source == 3)
        {
            parentHash = reading.Opaque();
        }

        reading.SkipVectors(1);
        var unsigned = reading.Since(start);
        var signature = reading.Opaque();
        return new ModelLeaf(reading.Since(start), unsigned, encryptionKey, signatureKey, source, parentHash, signature);
    }

    /// <summary>LeafNodeTBS.</summary>
    public byte[] ToBeSigned(byte[] groupId, uint leaf) => _source == 1 ? _unsigned : Octets.Join(_unsigned, Octets.Opaque(groupId), Octets.U32(leaf));
}
