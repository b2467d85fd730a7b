using Mls.Core.Crypto;

namespace Mls.Crypto;

/// <summary>RFC 9420, section 17.1: which primitives make up a suite. A suite is one row.</summary>
internal static class SuiteTable
{
    /// <summary>A provider for each suite whose primitives are all here, in the order of their numbers.</summary>
    public static ICryptoProvider[] CreateAll()
    {
        var x25519 = new X25519Group();
        var sha256 = new HashFunction.Sha256();
        var aes128 = new AesGcmAead(id: 0x0001, keyLength: 16);
        var ed25519 = new Ed25519Scheme();
        return
        [
            new SuiteCryptoProvider(CipherSuite.X25519Aes128Sha256Ed25519, x25519, sha256, aes128, ed25519),
        ];
    }
}
