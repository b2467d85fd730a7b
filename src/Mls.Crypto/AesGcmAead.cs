using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Mls.Crypto;

/// <summary>AES-GCM from BouncyCastle: MLS uses a key once, and there a new key costs a fifth of what the base class library asks.</summary>
/// <remarks>BouncyCastle keeps its own copy of the key, which only the collector removes.</remarks>
internal sealed class AesGcmAead(ushort id, int keyLength) : IAead
{
    private const int TagBits = 128;

    /// <inheritdoc/>
    public ushort Id => id;

    /// <inheritdoc/>
    public int KeyLength => keyLength;

    /// <inheritdoc/>
    public int NonceLength => 12;

    /// <inheritdoc/>
    public int TagLength => TagBits / 8;

    /// <inheritdoc/>
    public void Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        var cipher = Start(forEncryption: true, key, nonce, associatedData);
        var written = cipher.ProcessBytes(plaintext, ciphertext);
        cipher.DoFinal(ciphertext[written..]);
    }

    /// <inheritdoc/>
    public bool Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        if (ciphertext.Length < TagLength)
        {
            return false;
        }

        var cipher = Start(forEncryption: false, key, nonce, associatedData);
        try
        {
            var written = cipher.ProcessBytes(ciphertext, plaintext);
            cipher.DoFinal(plaintext[written..]);
            return true;
        }
        catch (InvalidCipherTextException)
        {
            plaintext.Clear();
            return false;
        }
    }

    private GcmBlockCipher Start(bool forEncryption, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData)
    {
        if (key.Length != KeyLength)
        {
            throw new ArgumentException($"a key of {key.Length} octets where the AEAD takes {KeyLength}", nameof(key));
        }

        var cipher = new GcmBlockCipher(AesUtilities.CreateEngine());
        cipher.Init(forEncryption, new AeadParameters(new KeyParameter(key), TagBits, nonce.ToArray()));
        cipher.ProcessAadBytes(associatedData);
        return cipher;
    }
}
