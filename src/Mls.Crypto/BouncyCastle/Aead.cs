using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Mls.Crypto.BouncyCastle;

/// <summary>An AEAD from BouncyCastle: MLS uses a key once, and there a new key costs a fifth of what the base class library asks.</summary>
/// <remarks>BouncyCastle keeps its own copy of the key, which only the collector removes.</remarks>
internal sealed class Aead : IAead
{
    private const int TagBits = 128;
    private readonly Func<IAeadCipher> _create;

    private Aead(ushort id, int keyLength, Func<IAeadCipher> create)
    {
        Id = id;
        KeyLength = keyLength;
        _create = create;
    }

    /// <inheritdoc/>
    public ushort Id { get; }

    /// <inheritdoc/>
    public int KeyLength { get; }

    /// <inheritdoc/>
    public int NonceLength => 12;

    /// <inheritdoc/>
    public int TagLength => TagBits / 8;

    /// <summary>AES-128-GCM.</summary>
    public static Aead Aes128Gcm() => new(0x0001, 16, CreateGcm);

    /// <summary>AES-256-GCM.</summary>
    public static Aead Aes256Gcm() => new(0x0002, 32, CreateGcm);

    /// <summary>ChaCha20-Poly1305 (RFC 8439).</summary>
    public static Aead ChaCha20Poly1305() => new(0x0003, 32, () => new ChaCha20Poly1305());

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

    private static GcmBlockCipher CreateGcm() => new(AesUtilities.CreateEngine());

    private IAeadCipher Start(bool forEncryption, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData)
    {
        if (key.Length != KeyLength)
        {
            throw new ArgumentException($"a key of {key.Length} octets where the AEAD takes {KeyLength}", nameof(key));
        }

        var cipher = _create();
        cipher.Init(forEncryption, new AeadParameters(new KeyParameter(key), TagBits, nonce.ToArray()));
        cipher.ProcessAadBytes(associatedData);
        return cipher;
    }
}
