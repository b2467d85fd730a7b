using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary>RFC 9420, section 7.2: <c>struct { ExtensionType extension_type; opaque extension_data&lt;V&gt;; } Extension</c>.</summary>
public sealed record Extension(ExtensionType Type, OpaqueBytes Data) : ITlsStruct<Extension>
{
    /// <inheritdoc/>
    public static Extension Read(ref TlsReader reader) => new(ExtensionType.Read(ref reader), reader.ReadOpaque());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        Type.Write(writer);
        writer.WriteOpaque(Data);
    }
}
