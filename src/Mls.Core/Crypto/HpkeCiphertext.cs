using Mls.Core.Wire;

namespace Mls.Core.Crypto;

/// <summary>RFC 9420, section 7.6: <c>struct { opaque kem_output&lt;V&gt;; opaque ciphertext&lt;V&gt;; } HPKECiphertext</c>.</summary>
public sealed record HpkeCiphertext(OpaqueBytes KemOutput, OpaqueBytes Ciphertext) : ITlsStruct<HpkeCiphertext>
{
    /// <inheritdoc/>
    public static HpkeCiphertext Read(ref TlsReader reader) => new(reader.ReadOpaque(), reader.ReadOpaque());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteOpaque(KemOutput);
        writer.WriteOpaque(Ciphertext);
    }
}
