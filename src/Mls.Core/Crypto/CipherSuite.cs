using System.Globalization;
using Mls.Core.Wire;

namespace Mls.Core.Crypto;

/// <summary>RFC 9420, section 17.1: the registered number of a cipher suite. Any value is legal on the wire; a provider decides which it can do.</summary>
public readonly record struct CipherSuite(ushort Value) : ITlsStruct<CipherSuite>
{
    /// <summary>MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519.</summary>
    public static readonly CipherSuite X25519Aes128Sha256Ed25519 = new(1);

    /// <summary>MLS_128_DHKEMP256_AES128GCM_SHA256_P256.</summary>
    public static readonly CipherSuite P256Aes128Sha256P256 = new(2);

    /// <summary>MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519.</summary>
    public static readonly CipherSuite X25519ChaChaSha256Ed25519 = new(3);

    /// <summary>MLS_256_DHKEMX448_AES256GCM_SHA512_Ed448.</summary>
    public static readonly CipherSuite X448Aes256Sha512Ed448 = new(4);

    /// <summary>MLS_256_DHKEMP521_AES256GCM_SHA512_P521.</summary>
    public static readonly CipherSuite P521Aes256Sha512P521 = new(5);

    /// <summary>MLS_256_DHKEMX448_CHACHA20POLY1305_SHA512_Ed448.</summary>
    public static readonly CipherSuite X448ChaChaSha512Ed448 = new(6);

    /// <summary>MLS_256_DHKEMP384_AES256GCM_SHA384_P384.</summary>
    public static readonly CipherSuite P384Aes256Sha384P384 = new(7);

    /// <inheritdoc/>
    public static CipherSuite Read(ref TlsReader reader) => new(reader.ReadUInt16());

    /// <inheritdoc/>
    public void Write(TlsWriter writer) => writer.WriteUInt16(Value);

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
