using Mls.Core.Wire;

namespace Mls.Core.Crypto;

/// <summary>RFC 9420, section 5.1.1: <c>opaque HPKEPublicKey&lt;V&gt;</c>.</summary>
public sealed record HpkePublicKey(OpaqueBytes Octets) : ITlsStruct<HpkePublicKey>
{
    /// <inheritdoc/>
    public static HpkePublicKey Read(ref TlsReader reader) => new(reader.ReadOpaque());

    /// <inheritdoc/>
    public void Write(TlsWriter writer) => writer.WriteOpaque(Octets);
}
