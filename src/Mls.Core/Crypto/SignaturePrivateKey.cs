using Mls.Core.Secrets;

namespace Mls.Core.Crypto;

/// <summary>A signature private key (RFC 9420, section 5.1.2), with its public key beside it.</summary>
public sealed class SignaturePrivateKey(ReadOnlySpan<byte> octets, SignaturePublicKey publicKey) : Secret(octets)
{
    /// <summary>The public half.</summary>
    public SignaturePublicKey PublicKey { get; } = publicKey;

    /// <summary>An independent copy with an owner of its own.</summary>
    public SignaturePrivateKey Copy() => new(Expose(), PublicKey);
}
