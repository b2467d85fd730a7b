using Mls.Core.Crypto;
using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary>RFC 9420, section 7.2: a member's keys, credential and capabilities, signed by the member.</summary>
public sealed record LeafNode(
    HpkePublicKey EncryptionKey,
    SignaturePublicKey SignatureKey,
    Credential Credential,
    Capabilities Capabilities,
    LeafNodeSource Source,
    ExtensionList Extensions,
    OpaqueBytes Signature) : ITlsStruct<LeafNode>
{
    /// <summary>Memory of a leaf without any octets: the object and the six that it always holds.</summary>
    private const int ObjectOctets = 288;

    /// <inheritdoc/>
    public static LeafNode Read(ref TlsReader reader)
    {
        reader.Charge(ObjectOctets);
        return new LeafNode(
            HpkePublicKey.Read(ref reader),
            SignaturePublicKey.Read(ref reader),
            Credential.Read(ref reader),
            Capabilities.Read(ref reader),
            LeafNodeSource.Read(ref reader),
            ExtensionList.Read(ref reader),
            reader.ReadOpaque());
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        WriteUnsigned(writer);
        writer.WriteOpaque(Signature);
    }

    /// <summary>This leaf, signed for <paramref name="place"/> (<see langword="null"/> inside a KeyPackage).</summary>
    public LeafNode Sign(ICryptoProvider crypto, SignaturePrivateKey key, LeafPlace? place)
    {
        ArgumentNullException.ThrowIfNull(key);
        var unsigned = this with { SignatureKey = key.PublicKey };
        return unsigned with { Signature = crypto.SignWithLabel(key, "LeafNodeTBS"u8, writer => unsigned.WriteToBeSigned(writer, place)) };
    }

    /// <summary>Whether the signature is the member's own for <paramref name="place"/>; a leaf from a KeyPackage is bound to none.</summary>
    public bool IsSignatureValid(ICryptoProvider crypto, LeafPlace? place) =>
        (place is not null || !Source.IsBoundToGroup)
        && crypto.VerifyWithLabel(SignatureKey, "LeafNodeTBS"u8, writer => WriteToBeSigned(writer, place), Signature.Span);

    private void WriteToBeSigned(TlsWriter writer, LeafPlace? place)
    {
        WriteUnsigned(writer);
        if (Source.IsBoundToGroup)
        {
            ArgumentNullException.ThrowIfNull(place);
            writer.WriteOpaque(place.GroupId.Octets);
            writer.WriteUInt32(place.Leaf.Value);
        }
    }

    private void WriteUnsigned(TlsWriter writer)
    {
        EncryptionKey.Write(writer);
        SignatureKey.Write(writer);
        Credential.Write(writer);
        Capabilities.Write(writer);
        Source.Write(writer);
        Extensions.Write(writer);
    }
}
