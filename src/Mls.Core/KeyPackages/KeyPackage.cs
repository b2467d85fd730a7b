using Mls.Core.Crypto;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.KeyPackages;

/// <summary>RFC 9420, section 10: what a client publishes so that others can add it while it is away. Used once, unless <see cref="IsLastResort"/>.</summary>
public sealed record KeyPackage(
    ProtocolVersion Version,
    CipherSuite CipherSuite,
    HpkePublicKey InitKey,
    LeafNode LeafNode,
    ExtensionList Extensions,
    OpaqueBytes Signature) : ITlsStruct<KeyPackage>
{
    /// <summary>Memory of a KeyPackage without any octets and without its leaf.</summary>
    private const int ObjectOctets = 112;

    /// <summary>Whether the client lets it be used more than once, when it has no other left (draft-ietf-mls-extensions, last_resort).</summary>
    public bool IsLastResort => Extensions.Find(ExtensionType.LastResort) is not null;

    /// <inheritdoc/>
    public static KeyPackage Read(ref TlsReader reader)
    {
        reader.Charge(ObjectOctets);
        return new KeyPackage(
            ProtocolVersion.Read(ref reader),
            CipherSuite.Read(ref reader),
            HpkePublicKey.Read(ref reader),
            LeafNode.Read(ref reader),
            ExtensionList.Read(ref reader),
            reader.ReadOpaque());
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        WriteUnsigned(writer);
        writer.WriteOpaque(Signature);
    }

    /// <summary>The hash that names this KeyPackage (RFC 9420, section 5.2).</summary>
    public KeyPackageRef Ref(ICryptoProvider crypto) => new(crypto.RefHash("MLS 1.0 KeyPackage Reference"u8, Tls.Encode(this)));

    /// <summary>This KeyPackage, signed by its client.</summary>
    public KeyPackage Sign(ICryptoProvider crypto, SignaturePrivateKey key) =>
        this with { Signature = crypto.SignWithLabel(key, "KeyPackageTBS"u8, WriteUnsigned) };

    /// <summary>Whether the client that the leaf names has signed.</summary>
    public bool IsSignatureValid(ICryptoProvider crypto) =>
        crypto.VerifyWithLabel(LeafNode.SignatureKey, "KeyPackageTBS"u8, WriteUnsigned, Signature.Span);

    private void WriteUnsigned(TlsWriter writer)
    {
        Version.Write(writer);
        CipherSuite.Write(writer);
        InitKey.Write(writer);
        LeafNode.Write(writer);
        Extensions.Write(writer);
    }
}
