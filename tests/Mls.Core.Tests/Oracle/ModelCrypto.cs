using Mls.Core.Crypto;
using Mls.Core.Wire;

namespace Mls.Core.Tests.Oracle;

/// <summary>The labelled functions of RFC 9420, sections 5.1.2, 5.1.3, 5.2, 8 and 9, from a provider's primitives.</summary>
internal sealed class ModelCrypto(ICryptoProvider provider)
{
    public ICryptoProvider Provider => provider;

    /// <summary>KDF.Nh.</summary>
    public int Nh => provider.HashLength;

    public byte[] Zero => new byte[Nh];

    public byte[] Hash(params byte[][] parts)
    {
        var digest = new byte[Nh];
        provider.Hash(Octets.Join(parts), digest);
        return digest;
    }

    public byte[] Mac(byte[] key, byte[] data)
    {
        var tag = new byte[Nh];
        provider.Mac(key, data, tag);
        return tag;
    }

    public byte[] Extract(byte[] salt, byte[] input)
    {
        var key = new byte[Nh];
        provider.Extract(salt, input, key);
        return key;
    }

    public byte[] ExpandWithLabel(byte[] secret, string label, byte[] context, int length)
    {
        var output = new byte[length];
        provider.Expand(secret, Octets.Join(Octets.U16(length), Octets.Opaque(Octets.Text("MLS 1.0 " + label)), Octets.Opaque(context)), output);
        return output;
    }

    public byte[] DeriveSecret(byte[] secret, string label) => ExpandWithLabel(secret, label, [], Nh);

    public byte[] DeriveTreeSecret(byte[] secret, string label, uint generation, int length) => ExpandWithLabel(secret, label, Octets.U32(generation), length);

    public byte[] RefHash(string label, byte[] value) => Hash(Octets.Opaque(Octets.Text(label)), Octets.Opaque(value));

    public bool VerifyWithLabel(byte[] key, string label, byte[] content, byte[] signature) =>
        provider.Verify(new SignaturePublicKey(new OpaqueBytes(key)), Octets.Join(Octets.Opaque(Octets.Text("MLS 1.0 " + label)), Octets.Opaque(content)), signature);

    public byte[] DecryptWithLabel(HpkePrivateKey key, string label, byte[] context, byte[] kemOutput, byte[] ciphertext)
    {
        var info = Octets.Join(Octets.Opaque(Octets.Text("MLS 1.0 " + label)), Octets.Opaque(context));
        using var opened = Hpke.OpenBase(provider, key, info, [], new HpkeCiphertext(new OpaqueBytes(kemOutput), new OpaqueBytes(ciphertext)))
            ?? throw new InvalidOperationException($"a ciphertext of {label} does not open with the key it should be for");
        return opened.Expose().ToArray();
    }

    public byte[] AeadOpen(byte[] key, byte[] nonce, byte[] associatedData, byte[] ciphertext)
    {
        var plaintext = new byte[ciphertext.Length - provider.AeadTagLength];
        return provider.AeadOpen(key, nonce, associatedData, ciphertext, plaintext) ? plaintext : throw new InvalidOperationException("an AEAD does not open");
    }
}
