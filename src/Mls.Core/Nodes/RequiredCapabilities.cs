using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary>RFC 9420, section 11.1: what every member of the group must support beyond the defaults.</summary>
public sealed record RequiredCapabilities(
    ValueList<ExtensionType> Extensions,
    ValueList<ProposalType> Proposals,
    ValueList<CredentialType> Credentials) : ITlsStruct<RequiredCapabilities>
{
    /// <inheritdoc/>
    public static RequiredCapabilities Read(ref TlsReader reader) =>
        new(reader.ReadList<ExtensionType>(), reader.ReadList<ProposalType>(), reader.ReadList<CredentialType>());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteList(Extensions);
        writer.WriteList(Proposals);
        writer.WriteList(Credentials);
    }
}
