using Mls.Core.Crypto;
using Mls.Crypto;

namespace TestKit;

/// <summary>Providers for tests.</summary>
public static class Suites
{
    /// <summary>Suite 1.</summary>
    public static ICryptoProvider One { get; } = new CryptoProviders().Find(CipherSuite.X25519Aes128Sha256Ed25519)!;
}
