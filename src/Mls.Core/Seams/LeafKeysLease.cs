using Mls.Core.Crypto;
using Mls.Core.Secrets;

namespace Mls.Core.Seams;

/// <summary>Leaf keys of which some pass on to the next epoch; the rest is cleared.</summary>
internal sealed class LeafKeysLease(LeafKeys keys) : IDisposable
{
    private bool _encryptionTaken;
    private bool _signatureTaken;

    public LeafKeys Keys { get; } = keys;

    public HpkePrivateKey TakeEncryptionKey()
    {
        _encryptionTaken = true;
        return Keys.EncryptionKey;
    }

    /// <summary>The new signature key, or the present one where they are the same.</summary>
    public SignaturePrivateKey TakeSignatureKey(SignaturePrivateKey present)
    {
        if (Keys.SignatureKey.PublicKey == present.PublicKey)
        {
            return present;
        }

        _signatureTaken = true;
        return Keys.SignatureKey;
    }

    /// <summary>The signature key.</summary>
    public SignaturePrivateKey TakeSignatureKey()
    {
        _signatureTaken = true;
        return Keys.SignatureKey;
    }

    public void Dispose()
    {
        Keys.PathSecret.Dispose();
        if (!_encryptionTaken)
        {
            Keys.EncryptionKey.Dispose();
        }

        if (!_signatureTaken)
        {
            Keys.SignatureKey.Dispose();
        }
    }
}
