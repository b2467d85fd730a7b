using System.Buffers.Binary;
using System.Security.Cryptography;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>The last octets of a value: a digest of key and content, so that damage shows. It proves nothing about who wrote.</summary>
internal static class RecordSeal
{
    /// <summary>Octets that a value has beyond its content.</summary>
    public const int Length = sizeof(ulong);

    /// <summary>Appends the seal to the content written so far.</summary>
    /// <returns>The digest of the whole record.</returns>
    public static UInt128 Append(OpaqueBytes key, TlsWriter content)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(key, content.Written, digest);
        content.WriteFixed(digest[..Length]);
        return BinaryPrimitives.ReadUInt128BigEndian(digest[Length..]);
    }

    /// <summary>The content of a value, and the digest of the whole record.</summary>
    /// <exception cref="MalformedException">The seal does not fit.</exception>
    public static ReadOnlySpan<byte> Open(OpaqueBytes key, ReadOnlySpan<byte> value, out UInt128 whole)
    {
        var end = value.Length - Length;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (end >= 0)
        {
            Hash(key, value[..end], digest);
        }

        if (end < 0 || !CryptographicOperations.FixedTimeEquals(digest[..Length], value[end..]))
        {
            throw new MalformedException($"stored record {key} is damaged", Math.Max(end, 0));
        }

        whole = BinaryPrimitives.ReadUInt128BigEndian(digest[Length..]);
        return value[..end];
    }

    private static void Hash(OpaqueBytes key, ReadOnlySpan<byte> content, Span<byte> digest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = [(byte)key.Length];
        hash.AppendData(length);
        hash.AppendData(key.Span);
        hash.AppendData(content);
        hash.GetHashAndReset(digest);
    }
}
