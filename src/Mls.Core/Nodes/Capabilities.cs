using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary>RFC 9420, section 7.2: what a client supports beyond the defaults of the RFC.</summary>
public sealed record Capabilities(
    ValueList<ProtocolVersion> Versions,
    ValueList<CipherSuite> CipherSuites,
    ValueList<ExtensionType> Extensions,
    ValueList<ProposalType> Proposals,
    ValueList<CredentialType> Credentials) : ITlsStruct<Capabilities>
{
    /// <summary>MLS 1.0, one suite, basic credentials and nothing more.</summary>
    public static Capabilities Minimal(CipherSuite suite) => new([ProtocolVersion.Mls10], [suite], [], [], [CredentialType.Basic]);

    /// <inheritdoc/>
    public static Capabilities Read(ref TlsReader reader) => new(
        reader.ReadList<ProtocolVersion>(),
        reader.ReadList<CipherSuite>(),
        reader.ReadList<ExtensionType>(),
        reader.ReadList<ProposalType>(),
        reader.ReadList<CredentialType>());

    /// <summary>Whether <paramref name="type"/> is supported: listed, or one of the RFC's own, which are never listed.</summary>
    public bool Supports(ExtensionType type) => type.IsDefault || Extensions.Contains(type);

    /// <summary>Whether <paramref name="type"/> is supported: listed, or one of the RFC's own, which are never listed.</summary>
    public bool Supports(ProposalType type) => type.IsDefault || Proposals.Contains(type);

    /// <summary>Whether <paramref name="type"/> is listed.</summary>
    public bool Supports(CredentialType type) => Credentials.Contains(type);

    /// <summary>Whether the version and the suite are listed.</summary>
    public bool Supports(ProtocolVersion version, CipherSuite suite) => Versions.Contains(version) && CipherSuites.Contains(suite);

    /// <summary>Whether everything that <paramref name="required"/> names is supported (RFC 9420, section 11.1).</summary>
    public bool Satisfies(RequiredCapabilities required) =>
        required.Extensions.All(Supports) && required.Proposals.All(Supports) && required.Credentials.All(Supports);

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteList(Versions);
        writer.WriteList(CipherSuites);
        writer.WriteList(Extensions);
        writer.WriteList(Proposals);
        writer.WriteList(Credentials);
    }
}
