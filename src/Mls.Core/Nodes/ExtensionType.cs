using System.Globalization;
using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary>RFC 9420, section 17.3: the registered number of an extension. Any value is legal on the wire.</summary>
public readonly record struct ExtensionType(ushort Value) : ITlsStruct<ExtensionType>
{
    /// <summary>application_id, in a LeafNode.</summary>
    public static readonly ExtensionType ApplicationId = new(1);

    /// <summary>ratchet_tree, in a GroupInfo.</summary>
    public static readonly ExtensionType RatchetTree = new(2);

    /// <summary>required_capabilities, in a GroupContext.</summary>
    public static readonly ExtensionType RequiredCapabilities = new(3);

    /// <summary>external_pub, in a GroupInfo.</summary>
    public static readonly ExtensionType ExternalPub = new(4);

    /// <summary>external_senders, in a GroupContext.</summary>
    public static readonly ExtensionType ExternalSenders = new(5);

    /// <summary>last_resort, in a KeyPackage (draft-ietf-mls-extensions); empty.</summary>
    public static readonly ExtensionType LastResort = new(10);

    /// <summary>Whether RFC 9420 defines the type, so that every client supports it and none lists it (section 7.2).</summary>
    public bool IsDefault => Value is >= 1 and <= 5;

    /// <inheritdoc/>
    public static ExtensionType Read(ref TlsReader reader) => new(reader.ReadUInt16());

    /// <inheritdoc/>
    public void Write(TlsWriter writer) => writer.WriteUInt16(Value);

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
