using Mls.Core.Crypto;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>RFC 9420, section 12.4.3.1: <c>Welcome</c>, one for all joiners of a Commit.</summary>
public sealed record Welcome(CipherSuite CipherSuite, ValueList<EncryptedGroupSecrets> Secrets, OpaqueBytes EncryptedGroupInfo) : ITlsStruct<Welcome>
{
    /// <inheritdoc/>
    public static Welcome Read(ref TlsReader reader) => new(CipherSuite.Read(ref reader), reader.ReadList<EncryptedGroupSecrets>(), reader.ReadOpaque());

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        CipherSuite.Write(writer);
        writer.WriteList(Secrets);
        writer.WriteOpaque(EncryptedGroupInfo);
    }
}
