using System.Security.Cryptography;
using Mls.Core.Crypto;

namespace Mls.Crypto;

/// <summary>SHA-2 with its MAC and KDF (HMAC, HKDF) from the base class library.</summary>
internal abstract class HashFunction : IKdf
{
    private const int LargestHash = 64;

    private HashFunction()
    {
    }

    /// <inheritdoc/>
    public abstract ushort KdfId { get; }

    /// <inheritdoc/>
    public abstract int HashLength { get; }

    /// <summary>Hash into exactly Nh octets.</summary>
    public abstract void Hash(ReadOnlySpan<byte> data, Span<byte> digest);

    /// <summary>HMAC into exactly Nh octets.</summary>
    public abstract void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> tag);

    /// <summary>HKDF-Extract: an empty HMAC key is the same as one of Nh zero octets.</summary>
    public void Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> inputKeyMaterial, Span<byte> pseudorandomKey) =>
        Mac(salt, inputKeyMaterial, pseudorandomKey);

    /// <summary>HKDF-Expand (RFC 5869, section 2.3) by one-shot MACs, which cost less than the library's HKDF.</summary>
    public void Expand(ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> info, Span<byte> output)
    {
        if (output.Length > byte.MaxValue * HashLength)
        {
            throw new ArgumentException($"{output.Length} octets asked of a KDF that gives {byte.MaxValue * HashLength}", nameof(output));
        }

        var length = HashLength + info.Length + 1;
        var input = length <= 512 ? stackalloc byte[512] : new byte[length];
        Span<byte> block = stackalloc byte[LargestHash];
        block = block[..HashLength];
        info.CopyTo(input[HashLength..]);
        for (var counter = 1; !output.IsEmpty; counter++)
        {
            input[length - 1] = (byte)counter;
            Mac(pseudorandomKey, input[(counter == 1 ? HashLength : 0)..length], block);
            var taken = Math.Min(output.Length, block.Length);
            block[..taken].CopyTo(output);
            block.CopyTo(input);
            output = output[taken..];
        }

        CryptographicOperations.ZeroMemory(block);
        CryptographicOperations.ZeroMemory(input[..HashLength]);
    }

    /// <summary>SHA-256.</summary>
    public sealed class Sha256 : HashFunction
    {
        /// <inheritdoc/>
        public override ushort KdfId => 0x0001;

        /// <inheritdoc/>
        public override int HashLength => SHA256.HashSizeInBytes;

        /// <inheritdoc/>
        public override void Hash(ReadOnlySpan<byte> data, Span<byte> digest) => SHA256.HashData(data, digest);

        /// <inheritdoc/>
        public override void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> tag) => HMACSHA256.HashData(key, data, tag);
    }

    /// <summary>SHA-384.</summary>
    public sealed class Sha384 : HashFunction
    {
        /// <inheritdoc/>
        public override ushort KdfId => 0x0002;

        /// <inheritdoc/>
        public override int HashLength => SHA384.HashSizeInBytes;

        /// <inheritdoc/>
        public override void Hash(ReadOnlySpan<byte> data, Span<byte> digest) => SHA384.HashData(data, digest);

        /// <inheritdoc/>
        public override void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> tag) => HMACSHA384.HashData(key, data, tag);
    }

    /// <summary>SHA-512.</summary>
    public sealed class Sha512 : HashFunction
    {
        /// <inheritdoc/>
        public override ushort KdfId => 0x0003;

        /// <inheritdoc/>
        public override int HashLength => SHA512.HashSizeInBytes;

        /// <inheritdoc/>
        public override void Hash(ReadOnlySpan<byte> data, Span<byte> digest) => SHA512.HashData(data, digest);

        /// <inheritdoc/>
        public override void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> tag) => HMACSHA512.HashData(key, data, tag);
    }
}
