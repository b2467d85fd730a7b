using Mls.Core.Crypto;

namespace TestKit;

/// <summary>While told to, seals path secrets so that nobody can open them: what a broken or malicious committer would send, and no delivery service can see.</summary>
public sealed class SabotagedCrypto(ICryptoProvider inner) : WrappedCrypto(inner), ICryptoProviders
{
    /// <summary>Path secrets still to be spoilt.</summary>
    public int Left { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<CipherSuite> Supported => [Suite];

    /// <inheritdoc/>
    public ICryptoProvider? Find(CipherSuite suite) => suite == Suite ? this : null;

    /// <inheritdoc/>
    public override void AeadSeal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        base.AeadSeal(key, nonce, associatedData, plaintext, ciphertext);
        if (Left > 0 && plaintext.Length == HashLength)
        {
            Left--;
            ciphertext[^1] ^= 1;
        }
    }
}
