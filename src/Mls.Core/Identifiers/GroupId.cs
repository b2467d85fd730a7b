using Mls.Core.Wire;

namespace Mls.Core.Identifiers;

/// <summary>RFC 9420, section 8.1: <c>opaque group_id&lt;V&gt;</c>, chosen by the creator.</summary>
public readonly record struct GroupId(OpaqueBytes Octets) : ITlsStruct<GroupId>
{
    /// <inheritdoc/>
    public static GroupId Read(ref TlsReader reader) => new(reader.ReadOpaque());

    /// <inheritdoc/>
    public void Write(TlsWriter writer) => writer.WriteOpaque(Octets);

    /// <summary>Hexadecimal.</summary>
    public override string ToString() => Octets.ToString();
}
