using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary>RFC 9420, section 5.3: what ties a member's signature key to an identity. A closed choice.</summary>
public abstract record Credential : ITlsStruct<Credential>
{
    private Credential()
    {
    }

    /// <summary>The registered type.</summary>
    public abstract CredentialType Type { get; }

    /// <inheritdoc/>
    public static Credential Read(ref TlsReader reader)
    {
        var type = CredentialType.Read(ref reader);
        if (type == CredentialType.Basic)
        {
            return new Basic(reader.ReadOpaque());
        }

        return type == CredentialType.X509
            ? new X509(reader.ReadList<Certificate>())
            : new Other(type, reader.ReadOpaque());
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        Type.Write(writer);
        WriteBody(writer);
    }

    private protected abstract void WriteBody(TlsWriter writer);

    /// <summary><c>basic</c>: an identity that the application understands.</summary>
    public sealed record Basic(OpaqueBytes Identity) : Credential
    {
        /// <inheritdoc/>
        public override CredentialType Type => CredentialType.Basic;

        private protected override void WriteBody(TlsWriter writer) => writer.WriteOpaque(Identity);
    }

    /// <summary><c>x509</c>: a certificate chain, the member's own certificate first.</summary>
    public sealed record X509(ValueList<Certificate> Certificates) : Credential
    {
        /// <inheritdoc/>
        public override CredentialType Type => CredentialType.X509;

        private protected override void WriteBody(TlsWriter writer) => writer.WriteList(Certificates);
    }

    /// <summary>A type that this library has no form for; its content is one vector.</summary>
    public sealed record Other(CredentialType OtherType, OpaqueBytes Content) : Credential
    {
        /// <inheritdoc/>
        public override CredentialType Type => OtherType;

        private protected override void WriteBody(TlsWriter writer) => writer.WriteOpaque(Content);
    }

    /// <summary><c>struct { opaque cert_data&lt;V&gt;; } Certificate</c>.</summary>
    public sealed record Certificate(OpaqueBytes Data) : ITlsStruct<Certificate>
    {
        /// <inheritdoc/>
        public static Certificate Read(ref TlsReader reader) => new(reader.ReadOpaque());

        /// <inheritdoc/>
        public void Write(TlsWriter writer) => writer.WriteOpaque(Data);
    }
}
