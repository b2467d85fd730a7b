using System.Globalization;
using Mls.Core.Wire;

namespace Mls.Core.Identifiers;

/// <summary>RFC 9420, section 17.4: the registered number of a proposal type. Any value is legal on the wire.</summary>
public readonly record struct ProposalType(ushort Value) : ITlsStruct<ProposalType>
{
    /// <summary>add.</summary>
    public static readonly ProposalType Add = new(1);

    /// <summary>update.</summary>
    public static readonly ProposalType Update = new(2);

    /// <summary>remove.</summary>
    public static readonly ProposalType Remove = new(3);

    /// <summary>psk.</summary>
    public static readonly ProposalType PreSharedKey = new(4);

    /// <summary>reinit.</summary>
    public static readonly ProposalType ReInit = new(5);

    /// <summary>external_init.</summary>
    public static readonly ProposalType ExternalInit = new(6);

    /// <summary>group_context_extensions.</summary>
    public static readonly ProposalType GroupContextExtensions = new(7);

    /// <summary>Whether RFC 9420 defines the type, so that every client supports it and none lists it (section 7.2).</summary>
    public bool IsDefault => Value is >= 1 and <= 7;

    /// <inheritdoc/>
    public static ProposalType Read(ref TlsReader reader) => new(reader.ReadUInt16());

    /// <inheritdoc/>
    public void Write(TlsWriter writer) => writer.WriteUInt16(Value);

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
