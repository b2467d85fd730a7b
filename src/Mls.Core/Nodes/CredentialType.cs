using System.Globalization;
using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary>RFC 9420, section 17.5: the registered number of a credential type. Any value is legal on the wire.</summary>
public readonly record struct CredentialType(ushort Value) : ITlsStruct<CredentialType>
{
    /// <summary>basic.</summary>
    public static readonly CredentialType Basic = new(1);

    /// <summary>x509.</summary>
    public static readonly CredentialType X509 = new(2);

    /// <inheritdoc/>
    public static CredentialType Read(ref TlsReader reader) => new(reader.ReadUInt16());

    /// <inheritdoc/>
    public void Write(TlsWriter writer) => writer.WriteUInt16(Value);

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
