using Mls.Core.Crypto;
using Mls.Core.Wire;

namespace Mls.Core.Framing;

/// <summary>The hash by which a member recognises what it has sent itself.</summary>
public static class MessageHash
{
    /// <summary>The suite's hash of the whole encoded message.</summary>
    public static OpaqueBytes Of(ICryptoProvider crypto, MlsMessage message)
    {
        using var encoded = new TlsWriter();
        message.Write(encoded);
        var digest = new byte[crypto.HashLength];
        crypto.Hash(encoded.Written, digest);
        return OpaqueBytes.Own(digest);
    }
}
