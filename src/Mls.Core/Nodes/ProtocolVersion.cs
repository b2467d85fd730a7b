using System.Globalization;
using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary>RFC 9420, section 6: <c>ProtocolVersion</c>. Any value is legal on the wire.</summary>
public readonly record struct ProtocolVersion(ushort Value) : ITlsStruct<ProtocolVersion>
{
    /// <summary>MLS 1.0.</summary>
    public static readonly ProtocolVersion Mls10 = new(1);

    /// <inheritdoc/>
    public static ProtocolVersion Read(ref TlsReader reader) => new(reader.ReadUInt16());

    /// <inheritdoc/>
    public void Write(TlsWriter writer) => writer.WriteUInt16(Value);

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
