using System.Buffers.Binary;
using System.Security.Cryptography;
using Mls.Core.Crypto;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Schedule;

/// <summary>RFC 9420, section 9.1: one chain of message keys. Holds the secret of the next generation and the keys of skipped ones.</summary>
internal sealed class HashRatchet : IDisposable
{
    /// <summary>One past the last generation.</summary>
    private const ulong End = 1UL << 32;

    private const int LargestHash = 64;

    private readonly SortedList<uint, MessageKeys> _skipped = [];
    private Secret? _head;

    /// <summary>Starts at generation 0 from the octets of ratchet_secret_[N]_[0].</summary>
    public HashRatchet(ReadOnlySpan<byte> secret) => _head = new Secret(secret);

    private HashRatchet()
    {
    }

    /// <summary>The lowest generation that no message has gone beyond; 2^32 when all have been used.</summary>
    public ulong Next { get; private set; }

    /// <summary>How many keys of skipped generations are kept.</summary>
    public int SkippedCount => _skipped.Count;

    /// <summary>The keys of skipped generations that are kept, lent, the oldest first.</summary>
    public IReadOnlyDictionary<uint, MessageKeys> Skipped => _skipped;

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    public static HashRatchet Read(ref TlsReader reader, ICryptoProvider crypto)
    {
        var ratchet = new HashRatchet { Next = reader.ReadUInt64() };
        var head = reader.ReadOpaqueSpan();
        if (ratchet.Next > End || head.Length != (ratchet.Next == End ? 0 : crypto.HashLength))
        {
            throw reader.Malformed($"ratchet at generation {ratchet.Next} with a secret of {head.Length} octets");
        }

        ratchet._head = head.IsEmpty ? null : new Secret(head);
        reader.VisitVector((ref skipped) =>
        {
            var generation = skipped.ReadUInt32();
            var keys = skipped.ReadOpaqueSpan();
            if (generation >= ratchet.Next || (ratchet._skipped.Count > 0 && generation <= ratchet._skipped.Keys[^1]))
            {
                throw skipped.Malformed($"skipped generation {generation} out of order");
            }

            if (keys.Length != crypto.AeadKeyLength + crypto.AeadNonceLength)
            {
                throw skipped.Malformed($"message key of {keys.Length} octets");
            }

            ratchet._skipped.Add(generation, new MessageKeys(keys, crypto.AeadKeyLength));
        });
        return ratchet;
    }

    /// <summary>Appends a snapshot.</summary>
    public void Write(TlsWriter writer)
    {
        WriteHead(writer);
        writer.WriteVector(_skipped, key =>
        {
            writer.WriteUInt32(key.Key);
            writer.WriteSecret(key.Value);
        });
    }

    /// <summary>Appends the part of a snapshot that does not grow with what was skipped.</summary>
    public void WriteHead(TlsWriter writer)
    {
        writer.WriteUInt64(Next);
        writer.WriteOpaque(_head is null ? [] : _head.Expose());
    }

    /// <summary>Whether the key is still to be had; not whether it is too far ahead.</summary>
    public bool Has(uint generation) => generation >= Next || _skipped.ContainsKey(generation);

    /// <summary>The keys of a generation that <see cref="Has"/> affirms. Changes nothing; costs one derivation for each skipped generation.</summary>
    public MessageKeys Peek(ICryptoProvider crypto, uint generation)
    {
        if (_skipped.TryGetValue(generation, out var kept))
        {
            return kept.Copy();
        }

        using var walk = new Scratch(stackalloc byte[LargestHash], crypto.HashLength);
        _head!.Expose().CopyTo(walk.Span);
        for (var skipped = (uint)Next; skipped < generation; skipped++)
        {
            Advance(crypto, walk.Span, skipped);
        }

        return KeysOf(crypto, walk.Span, generation);
    }

    /// <summary>Forgets the key of a generation that <see cref="Has"/> affirms, and keeps at most <paramref name="keep"/> of those skipped.</summary>
    public void Consume(ICryptoProvider crypto, uint generation, int keep)
    {
        if (_skipped.Remove(generation, out var kept))
        {
            kept.Dispose();
            return;
        }

        // First everything that could fail, then the change.
        using var walk = new Scratch(stackalloc byte[LargestHash], crypto.HashLength);
        _head!.Expose().CopyTo(walk.Span);
        var passed = new List<MessageKeys>();
        try
        {
            for (var skipped = (uint)Next; skipped < generation; skipped++)
            {
                if (generation - skipped <= keep)
                {
                    passed.Add(KeysOf(crypto, walk.Span, skipped));
                }

                Advance(crypto, walk.Span, skipped);
            }

            if (generation < uint.MaxValue)
            {
                Advance(crypto, walk.Span, generation);
            }
        }
        catch
        {
            passed.ForEach(keys => keys.Dispose());
            throw;
        }

        for (var i = 0; i < passed.Count; i++)
        {
            _skipped.Add(generation - (uint)(passed.Count - i), passed[i]);
        }

        _head.Dispose();
        Next = generation + 1UL;
        _head = Next < End ? new Secret(walk.Span) : null;
        while (_skipped.Count > keep)
        {
            _skipped.Values[0].Dispose();
            _skipped.RemoveAt(0);
        }
    }

    /// <summary>Clears every key.</summary>
    public void Dispose()
    {
        _head?.Dispose();
        foreach (var keys in _skipped.Values)
        {
            keys.Dispose();
        }
    }

    private static MessageKeys KeysOf(ICryptoProvider crypto, ReadOnlySpan<byte> secret, uint generation)
    {
        Span<byte> context = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(context, generation);
        return MessageKeys.Expand(crypto, secret, context);
    }

    /// <summary>Replaces the secret of <paramref name="generation"/> by that of the next.</summary>
    private static void Advance(ICryptoProvider crypto, Span<byte> secret, uint generation)
    {
        Span<byte> next = stackalloc byte[LargestHash];
        next = next[..secret.Length];
        LabeledCrypto.DeriveTreeSecret(crypto, secret, "secret"u8, generation, next);
        next.CopyTo(secret);
        CryptographicOperations.ZeroMemory(next);
    }
}
