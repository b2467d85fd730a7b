using Mls.Core.Crypto;
using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary>RFC 9420, section 12.1.8.1: a party outside the group that may send proposals.</summary>
public sealed record ExternalSender(SignaturePublicKey SignatureKey, Credential Credential) : ITlsStruct<ExternalSender>
{
    /// <inheritdoc/>
    public static ExternalSender Read(ref TlsReader reader) => new(SignaturePublicKey.Read(ref reader), Credential.Read(ref reader));

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        SignatureKey.Write(writer);
        Credential.Write(writer);
    }
}
