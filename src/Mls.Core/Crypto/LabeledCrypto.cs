using System.Buffers.Binary;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Crypto;

/// <summary>The labelled operations of RFC 9420, sections 5.1.2, 5.1.3, 5.2, 8 and 9, on the primitives of a suite. Labels are given without "MLS 1.0 ".</summary>
public static class LabeledCrypto
{
    private const int LargestHash = 64;

    private static ReadOnlySpan<byte> Prefix => "MLS 1.0 "u8;

    /// <summary>ExpandWithLabel (section 8) into the whole of <paramref name="output"/>.</summary>
    public static void ExpandWithLabel(
        this ICryptoProvider crypto,
        Secret secret,
        ReadOnlySpan<byte> label,
        ReadOnlySpan<byte> context,
        Span<byte> output)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ExpandWithLabel(crypto, secret.Expose(), label, context, output);
    }

    /// <summary>ExpandWithLabel (section 8) into a secret of <paramref name="length"/> octets that the caller owns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or more than 255 Nh or 65,535.</exception>
    public static Secret ExpandWithLabel(
        this ICryptoProvider crypto,
        Secret secret,
        ReadOnlySpan<byte> label,
        ReadOnlySpan<byte> context,
        int length)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        using var scratch = new Scratch(stackalloc byte[Scratch.OnStack], Limit.OfKdf(length, crypto.HashLength));
        ExpandWithLabel(crypto, secret, label, context, scratch.Span);
        return new Secret(scratch.Span);
    }

    /// <summary>ExpandWithLabel (section 8) into a named secret of Nh octets that the caller owns.</summary>
    public static T ExpandWithLabel<T>(this ICryptoProvider crypto, Secret secret, ReadOnlySpan<byte> label, ReadOnlySpan<byte> context)
        where T : Secret, INamedSecret<T>
    {
        ArgumentNullException.ThrowIfNull(secret);
        return ExpandWithLabel<T>(crypto, secret.Expose(), label, context);
    }

    /// <summary>DeriveSecret (section 8): ExpandWithLabel without context to Nh octets that the caller owns.</summary>
    public static Secret DeriveSecret(this ICryptoProvider crypto, Secret secret, ReadOnlySpan<byte> label)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        return crypto.ExpandWithLabel(secret, label, [], crypto.HashLength);
    }

    /// <summary>DeriveSecret (section 8) into a named secret that the caller owns.</summary>
    public static T DeriveSecret<T>(this ICryptoProvider crypto, Secret secret, ReadOnlySpan<byte> label)
        where T : Secret, INamedSecret<T> => crypto.ExpandWithLabel<T>(secret, label, []);

    /// <summary>DeriveTreeSecret (section 9) into the whole of <paramref name="output"/>.</summary>
    public static void DeriveTreeSecret(
        this ICryptoProvider crypto,
        Secret secret,
        ReadOnlySpan<byte> label,
        uint generation,
        Span<byte> output)
    {
        ArgumentNullException.ThrowIfNull(secret);
        DeriveTreeSecret(crypto, secret.Expose(), label, generation, output);
    }

    /// <summary>RefHash (section 5.2); the whole label is given, such as "MLS 1.0 KeyPackage Reference".</summary>
    public static OpaqueBytes RefHash(this ICryptoProvider crypto, ReadOnlySpan<byte> label, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        using var input = new Scratch(
            stackalloc byte[Scratch.OnStack],
            SpanWriter.OpaqueLength(label.Length) + SpanWriter.OpaqueLength(value.Length));
        var writer = new SpanWriter(input.Span);
        writer.PutOpaque(label);
        writer.PutOpaque(value);
        var hash = new byte[crypto.HashLength];
        crypto.Hash(input.Span, hash);
        return OpaqueBytes.Own(hash);
    }

    /// <summary>SignWithLabel (section 5.1.2).</summary>
    public static OpaqueBytes SignWithLabel(this ICryptoProvider crypto, SignaturePrivateKey key, ReadOnlySpan<byte> label, ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        using var signed = new Scratch(stackalloc byte[Scratch.OnStack], LabeledLength(label, content));
        PutLabeled(signed.Span, label, content);
        return OpaqueBytes.Own(crypto.Sign(key, signed.Span));
    }

    /// <summary>SignWithLabel of a struct that is written to be signed, such as <c>KeyPackageTBS</c>.</summary>
    public static OpaqueBytes SignWithLabel(this ICryptoProvider crypto, SignaturePrivateKey key, ReadOnlySpan<byte> label, Action<TlsWriter> toBeSigned)
    {
        ArgumentNullException.ThrowIfNull(toBeSigned);
        using var writer = new TlsWriter();
        toBeSigned(writer);
        return crypto.SignWithLabel(key, label, writer.Written);
    }

    /// <summary>VerifyWithLabel of a struct that is written to be signed; a malformed key or signature is simply not valid.</summary>
    public static bool VerifyWithLabel(
        this ICryptoProvider crypto,
        SignaturePublicKey key,
        ReadOnlySpan<byte> label,
        Action<TlsWriter> toBeSigned,
        ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(toBeSigned);
        using var writer = new TlsWriter();
        toBeSigned(writer);
        return crypto.VerifyWithLabel(key, label, writer.Written, signature);
    }

    /// <summary>VerifyWithLabel (section 5.1.2); a malformed key or signature is simply not valid.</summary>
    public static bool VerifyWithLabel(
        this ICryptoProvider crypto,
        SignaturePublicKey key,
        ReadOnlySpan<byte> label,
        ReadOnlySpan<byte> content,
        ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        using var signed = new Scratch(stackalloc byte[Scratch.OnStack], LabeledLength(label, content));
        PutLabeled(signed.Span, label, content);
        return crypto.Verify(key, signed.Span, signature);
    }

    /// <summary>EncryptWithLabel (section 5.1.3).</summary>
    /// <exception cref="ArgumentException">The public key is one that <see cref="IKem.IsValid"/> refuses.</exception>
    public static HpkeCiphertext EncryptWithLabel(
        this ICryptoProvider crypto,
        HpkePublicKey publicKey,
        ReadOnlySpan<byte> label,
        ReadOnlySpan<byte> context,
        ReadOnlySpan<byte> plaintext,
        IRandomSource random)
    {
        using var info = new Scratch(stackalloc byte[Scratch.OnStack], LabeledLength(label, context));
        PutLabeled(info.Span, label, context);
        return Hpke.SealBase(crypto, publicKey, info.Span, [], plaintext, random)
            ?? throw new ArgumentException("a public key that cannot be encapsulated to", nameof(publicKey));
    }

    /// <summary>DecryptWithLabel (section 5.1.3). The caller owns the plaintext.</summary>
    /// <returns><see langword="null"/> where the ciphertext cannot be opened.</returns>
    public static Secret? DecryptWithLabel(
        this ICryptoProvider crypto,
        HpkePrivateKey privateKey,
        ReadOnlySpan<byte> label,
        ReadOnlySpan<byte> context,
        HpkeCiphertext ciphertext)
    {
        using var info = new Scratch(stackalloc byte[Scratch.OnStack], LabeledLength(label, context));
        PutLabeled(info.Span, label, context);
        return Hpke.OpenBase(crypto, privateKey, info.Span, [], ciphertext);
    }

    /// <summary>ExpandWithLabel on octets that are not a <see cref="Secret"/> yet.</summary>
    internal static void ExpandWithLabel(
        ICryptoProvider crypto,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> label,
        ReadOnlySpan<byte> context,
        Span<byte> output)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        using var kdfLabel = new Scratch(stackalloc byte[Scratch.OnStack], sizeof(ushort) + LabeledLength(label, context));
        BinaryPrimitives.WriteUInt16BigEndian(kdfLabel.Span, checked((ushort)output.Length));
        PutLabeled(kdfLabel.Span[sizeof(ushort)..], label, context);
        crypto.Expand(secret, kdfLabel.Span, output);
    }

    /// <inheritdoc cref="ExpandWithLabel(ICryptoProvider, ReadOnlySpan{byte}, ReadOnlySpan{byte}, ReadOnlySpan{byte}, Span{byte})"/>
    internal static T ExpandWithLabel<T>(ICryptoProvider crypto, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label, ReadOnlySpan<byte> context)
        where T : Secret, INamedSecret<T>
    {
        ArgumentNullException.ThrowIfNull(crypto);
        using var scratch = new Scratch(stackalloc byte[LargestHash], crypto.HashLength);
        ExpandWithLabel(crypto, secret, label, context, scratch.Span);
        return T.From(scratch.Span);
    }

    /// <summary>DeriveTreeSecret on octets that are not a <see cref="Secret"/> yet.</summary>
    internal static void DeriveTreeSecret(
        ICryptoProvider crypto,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> label,
        uint generation,
        Span<byte> output)
    {
        Span<byte> context = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(context, generation);
        ExpandWithLabel(crypto, secret, label, context, output);
    }

    /// <summary>Octets of a struct of a prefixed label and one more vector: KDFLabel (but for its length), SignContent, EncryptContext.</summary>
    private static int LabeledLength(ReadOnlySpan<byte> label, ReadOnlySpan<byte> content) =>
        SpanWriter.OpaqueLength(Prefix.Length + label.Length) + SpanWriter.OpaqueLength(content.Length);

    private static void PutLabeled(Span<byte> target, ReadOnlySpan<byte> label, ReadOnlySpan<byte> content)
    {
        var writer = new SpanWriter(target);
        writer.PutOpaque(Prefix, label);
        writer.PutOpaque(content);
    }
}
