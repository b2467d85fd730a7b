using Mls.Core.Secrets;

namespace Mls.Core.Crypto;

/// <summary>An HPKE private key in the KEM's serialised form, with its public key beside it so that nobody derives it again.</summary>
public sealed class HpkePrivateKey(ReadOnlySpan<byte> octets, HpkePublicKey publicKey) : Secret(octets)
{
    /// <summary>The public half.</summary>
    public HpkePublicKey PublicKey { get; } = publicKey;

    /// <summary>An independent copy with an owner of its own.</summary>
    public HpkePrivateKey Copy() => new(Expose(), PublicKey);
}
