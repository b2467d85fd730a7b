using System.Numerics;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Schedule;

/// <summary>RFC 9420, section 9: the message keys of all leaves in one epoch, derived when needed and deleted when used. One owner, one thread at a time.</summary>
/// <remarks>Keys are leased, and only consuming a lease changes the tree: a message that turns out to be forged costs its sender's ratchet nothing.</remarks>
public sealed class SecretTree : IDisposable
{
    private readonly ICryptoProvider _crypto;
    private readonly SecretTreeLimits _limits;
    private readonly SecretNodeTree _nodes;
    private readonly SortedList<uint, LeafRatchets> _leaves = [];
    private int _skipped;
    private bool _disposed;

    /// <summary>Takes over <paramref name="encryptionSecret"/>; <paramref name="leafCount"/> is that of the ratchet tree, a power of two.</summary>
    public SecretTree(ICryptoProvider crypto, EncryptionSecret encryptionSecret, uint leafCount, SecretTreeLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        ArgumentNullException.ThrowIfNull(encryptionSecret);
        if (!BitOperations.IsPow2(leafCount))
        {
            throw new ArgumentException($"{leafCount} leaves, which is not a power of two", nameof(leafCount));
        }

        _crypto = crypto;
        _limits = limits ?? SecretTreeLimits.Default;
        _nodes = new SecretNodeTree(leafCount, encryptionSecret);
        LeafCount = leafCount;
    }

    private SecretTree(ICryptoProvider crypto, SecretNodeTree nodes, uint leafCount, SecretTreeLimits limits)
    {
        _crypto = crypto;
        _limits = limits;
        _nodes = nodes;
        LeafCount = leafCount;
    }

    /// <summary>Leaves of the tree, a power of two.</summary>
    public uint LeafCount { get; }

    /// <summary>How many keys of skipped generations are kept.</summary>
    public int SkippedCount => _skipped;

    /// <summary>Leaves of which a key has been consumed since a store last looked; <see langword="null"/> where nobody stores.</summary>
    internal HashSet<uint>? Touched { get; set; }

    /// <summary>The node secrets that have not been used up, by node; lent.</summary>
    internal IReadOnlyDictionary<uint, Secret> NodeSecrets => _nodes.Secrets;

    /// <summary>The ratchets of the leaves that have been reached; lent.</summary>
    internal IReadOnlyDictionary<uint, LeafRatchets> Leaves => _leaves;

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    public static SecretTree Read(ref TlsReader reader, ICryptoProvider crypto, SecretTreeLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        var leafCount = reader.ReadUInt32();
        if (!BitOperations.IsPow2(leafCount))
        {
            throw reader.Malformed($"{leafCount} leaves, which is not a power of two");
        }

        var nodes = SecretNodeTree.Read(ref reader, leafCount, crypto.HashLength);
        var tree = new SecretTree(crypto, nodes, leafCount, limits ?? SecretTreeLimits.Default);
        reader.VisitVector((ref leaves) =>
        {
            var leaf = leaves.ReadUInt32();
            if (leaf >= leafCount || (tree._leaves.Count > 0 && leaf <= tree._leaves.Keys[^1]))
            {
                throw leaves.Malformed($"leaf {leaf} out of order");
            }

            var ratchets = LeafRatchets.Read(ref leaves, crypto);
            tree._leaves.Add(leaf, ratchets);
            tree._skipped += ratchets[RatchetType.Handshake].SkippedCount + ratchets[RatchetType.Application].SkippedCount;
        });
        return tree;
    }

    /// <summary>Appends a snapshot, secrets included; whoever asks protects it.</summary>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ObjectDisposedException.ThrowIf(_disposed, this);
        writer.WriteUInt32(LeafCount);
        _nodes.Write(writer);
        writer.WriteVector(_leaves, leaf =>
        {
            writer.WriteUInt32(leaf.Key);
            leaf.Value.Write(writer);
        });
    }

    /// <summary>The generation after the highest that was consumed; what a sender uses next.</summary>
    /// <exception cref="InvalidOperationException">All 2^32 generations have been used.</exception>
    public uint NextGeneration(LeafIndex leaf, RatchetType type)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (leaf.Value >= LeafCount)
        {
            throw new ArgumentOutOfRangeException(nameof(leaf), leaf, $"the tree has {LeafCount} leaves");
        }

        var next = _leaves.TryGetValue(leaf.Value, out var ratchets) ? ratchets[type].Next : 0;
        return next <= uint.MaxValue ? (uint)next : throw new InvalidOperationException($"leaf {leaf} has used all generations");
    }

    /// <summary>Lends the key of one message, to a receiver or a sender; any generation that has not been consumed and is not too far ahead. Changes nothing.</summary>
    public LeaseResult Lease(LeafIndex leaf, RatchetType type, uint generation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (leaf.Value >= LeafCount)
        {
            return LeaseResult.NoSuchLeaf.Instance;
        }

        var known = _leaves.TryGetValue(leaf.Value, out var ratchets);
        if (known && !ratchets![type].Has(generation))
        {
            return LeaseResult.AlreadyConsumed.Instance;
        }

        if (generation > (known ? ratchets![type].Next : 0) + (ulong)_limits.MaxForward)
        {
            return LeaseResult.TooFarAhead.Instance;
        }

        var staged = known ? null : _nodes.Stage(_crypto, leaf);
        var keys = (ratchets ?? staged!.Ratchets)[type].Peek(_crypto, generation);
        return new LeaseResult.Leased(new MessageKeyLease(this, new MessageSlot(leaf, type, generation), keys, staged));
    }

    /// <summary>Clears every secret.</summary>
    public void Dispose()
    {
        _disposed = true;
        _nodes.Dispose();
        foreach (var ratchets in _leaves.Values)
        {
            ratchets.Dispose();
        }
    }

    /// <summary>Forgets the key of a lease; <paramref name="staged"/> is the way to its leaf, where none had been there when it was leased.</summary>
    internal void Consume(MessageSlot slot, StagedLeaf? staged)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var known = _leaves.TryGetValue(slot.Leaf.Value, out var ratchets);
        if (!known)
        {
            // Another lease may have gone through the same node in the meantime: then the way down starts lower now.
            staged = _nodes.Has(staged!.Top) ? staged : _nodes.Stage(_crypto, slot.Leaf);
            ratchets = staged.Ratchets;
        }

        var ratchet = ratchets![slot.Type];
        if (!ratchet.Has(slot.Generation))
        {
            throw new InvalidOperationException($"generation {slot.Generation} of leaf {slot.Leaf} was consumed through another lease");
        }

        var before = ratchet.SkippedCount;
        var keep = Math.Max(0, Math.Min(_limits.MaxSkippedPerRatchet, _limits.MaxSkippedPerTree - (_skipped - before)));
        ratchet.Consume(_crypto, slot.Generation, keep);
        _skipped += ratchet.SkippedCount - before;
        if (!known)
        {
            _nodes.Apply(staged!);
            _leaves.Add(slot.Leaf.Value, ratchets);
        }

        Touched?.Add(slot.Leaf.Value);
    }
}
