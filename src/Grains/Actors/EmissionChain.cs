using System.Buffers.Binary;
using System.Security.Cryptography;
using Grains.Interfaces.Contracts;

namespace Grains.Actors;

/// <summary>SHA-256 chain over everything that an actor has emitted: link = H(link before, kind of emission, time, sequence, whom, what).</summary>
internal sealed class EmissionChain
{
    public const int Size = SHA256.HashSizeInBytes;

    private readonly byte[] _link = new byte[Size];

    public ReadOnlySpan<byte> Link => _link;

    public void Restore(ReadOnlySpan<byte> link) => link.CopyTo(_link);

    public void Add(Posting posting)
    {
        var letter = posting.Letter;
        Add((byte)1, letter.SentAt, letter.Sequence, posting.To.Digest, letter.Kind, letter.Body.Digest);
    }

    public void Add(DirectoryEntry entry)
    {
        Span<byte> user = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(user, Mixing.Text(entry.User));
        Add((byte)2, entry.At, entry.Sequence, user, entry.Key, entry.Value.Digest);
    }

    private void Add(byte type, long time, long sequence, ReadOnlySpan<byte> whom, string kind, ReadOnlySpan<byte> what)
    {
        Span<byte> input = stackalloc byte[Size + 1 + 8 + 8 + Size + 8 + Size];
        _link.CopyTo(input);
        input[Size] = type;
        var rest = input[(Size + 1)..];
        BinaryPrimitives.WriteInt64BigEndian(rest, time);
        BinaryPrimitives.WriteInt64BigEndian(rest[8..], sequence);
        rest.Slice(16, Size).Clear();
        whom.CopyTo(rest[16..]);
        BinaryPrimitives.WriteUInt64BigEndian(rest[(16 + Size)..], Mixing.Text(kind));
        what.CopyTo(rest[(24 + Size)..]);
        SHA256.HashData(input, _link);
    }
}
