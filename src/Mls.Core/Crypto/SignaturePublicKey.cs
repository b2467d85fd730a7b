using Mls.Core.Wire;

namespace Mls.Core.Crypto;

/// <summary>RFC 9420, section 5.1.2: <c>opaque SignaturePublicKey&lt;V&gt;</c>.</summary>
public sealed record SignaturePublicKey(OpaqueBytes Octets) : ITlsStruct<SignaturePublicKey>
{
    /// <inheritdoc/>
    public static SignaturePublicKey Read(ref TlsReader reader) => new(reader.ReadOpaque());

    /// <inheritdoc/>
    public void Write(TlsWriter writer) => writer.WriteOpaque(Octets);
}
