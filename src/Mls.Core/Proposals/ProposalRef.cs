using Mls.Core.Wire;

namespace Mls.Core.Proposals;

/// <summary>RFC 9420, section 5.2: the hash that names a proposal message.</summary>
public readonly record struct ProposalRef(OpaqueBytes Octets) : ITlsStruct<ProposalRef>
{
    /// <inheritdoc/>
    public static ProposalRef Read(ref TlsReader reader) => new(reader.ReadOpaque());

    /// <inheritdoc/>
    public void Write(TlsWriter writer) => writer.WriteOpaque(Octets);

    /// <summary>Hexadecimal.</summary>
    public override string ToString() => Octets.ToString();
}
