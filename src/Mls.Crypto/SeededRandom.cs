using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Mls.Core.Crypto;

namespace Mls.Crypto;

/// <summary>A repeatable stream, a function of (seed, actor, purpose). <b>For simulation only</b>: who knows the seed knows every key.</summary>
/// <remarks>HMAC-SHA-256 in counter mode under a key that is the hash of the three inputs. Each <see cref="Fill"/> starts a new block of 32 octets,
/// so a stream is determined by the sequence of lengths asked for. One owner, one thread at a time.</remarks>
public sealed class SeededRandom : IRandomStream
{
    private readonly byte[] _key;

    /// <summary>Opens the stream at a place that <see cref="Position"/> gave, or at its start.</summary>
    public SeededRandom(ulong seed, string actor, string purpose, ulong position = 0)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(purpose);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(number, seed);
        hash.AppendData("seeded random stream v1"u8);
        hash.AppendData(number);
        foreach (var text in (ReadOnlySpan<string>)[actor, purpose])
        {
            var octets = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteUInt64BigEndian(number, (ulong)octets.Length);
            hash.AppendData(number);
            hash.AppendData(octets);
        }

        _key = hash.GetHashAndReset();
        Position = position;
    }

    /// <summary>Number of the next block.</summary>
    public ulong Position { get; private set; }

    /// <inheritdoc/>
    public void Fill(Span<byte> target)
    {
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        Span<byte> block = stackalloc byte[HMACSHA256.HashSizeInBytes];
        while (!target.IsEmpty)
        {
            BinaryPrimitives.WriteUInt64BigEndian(number, Position++);
            HMACSHA256.HashData(_key, number, block);
            var taken = Math.Min(target.Length, block.Length);
            block[..taken].CopyTo(target);
            target = target[taken..];
        }

        CryptographicOperations.ZeroMemory(block);
    }
}
