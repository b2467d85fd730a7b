using Mls.Core.Crypto;
using Mls.Core.Violations;
using TestKit;

namespace Grains.Tests.Hostile;

/// <summary>While armed, the AEAD encryption after so many others breaks a rule: what goes wrong in the middle of building a bundle.</summary>
internal sealed class FailingSeal(ICryptoProvider inner) : WrappedCrypto(inner), ICryptoProviders
{
    /// <summary>Calls until the one that fails; <see langword="null"/> for none.</summary>
    public int? Left { get; set; }

    public IReadOnlyList<CipherSuite> Supported => [Suite];

    public ICryptoProvider? Find(CipherSuite suite) => suite == Suite ? this : null;

    public override void AeadSeal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        if (Left is { } left && left-- == 0)
        {
            Left = null;
            throw new ProtocolViolationException(WelcomeViolations.SecretLength);
        }

        Left--;
        base.AeadSeal(key, nonce, associatedData, plaintext, ciphertext);
    }
}
