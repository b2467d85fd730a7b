using System.Security.Cryptography;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>What a store gave back, checked: every record by its seal, all of them together by the head. Clears the octets when disposed of.</summary>
internal sealed class RecordReader : IDisposable
{
    private readonly IReadOnlyDictionary<OpaqueBytes, byte[]> _values;

    /// <exception cref="MalformedException">A record is damaged, missing, left over or older than the others.</exception>
    public RecordReader(IReadOnlyDictionary<OpaqueBytes, byte[]> values)
    {
        _values = values;
        foreach (var (key, value) in values)
        {
            if (key.IsEmpty)
            {
                throw new MalformedException("stored record without a key", 0);
            }

            RecordSeal.Open(key, value, out var digest);
            if (RecordKeys.TagOf(key) == RecordTag.TreeNode)
            {
                TreeNodes++;
            }
            else if (key != RecordKeys.Head)
            {
                Mirror.Put(key, digest);
            }
        }

        Head = Tls.Decode<GroupHead>(Content(RecordKeys.Head));
        if (Head.Count != Mirror.Count || Head.Digest != Mirror.Digest)
        {
            throw new MalformedException($"{Mirror.Count} stored records do not fit together: the head tells of {Head.Count}", 0);
        }
    }

    /// <summary>The head.</summary>
    public GroupHead Head { get; }

    /// <summary>What was read.</summary>
    public RecordMirror Mirror { get; } = new();

    /// <summary>How many nodes of trees there are.</summary>
    public int TreeNodes { get; }

    /// <summary>The content of a record.</summary>
    /// <exception cref="MalformedException">There is none of that key.</exception>
    public ReadOnlySpan<byte> Content(OpaqueBytes key) => _values.TryGetValue(key, out var value)
        ? value.AsSpan(0, value.Length - RecordSeal.Length)
        : throw new MalformedException($"stored record {key} is missing", 0);

    /// <summary>The keys of one kind in one epoch, in order.</summary>
    public IReadOnlyList<OpaqueBytes> Keys(RecordTag tag, ulong epoch) => Sorted(Mirror.KeysOf(epoch).Where(key => RecordKeys.TagOf(key) == tag));

    /// <summary>The keys of one kind that belong to no epoch, in order.</summary>
    public IReadOnlyList<OpaqueBytes> Keys(RecordTag tag) => Sorted(Mirror.CommonKeys.Where(key => RecordKeys.TagOf(key) == tag));

    public void Dispose()
    {
        foreach (var value in _values.Values)
        {
            CryptographicOperations.ZeroMemory(value);
        }
    }

    private static List<OpaqueBytes> Sorted(IEnumerable<OpaqueBytes> keys)
    {
        var sorted = keys.ToList();
        sorted.Sort(static (one, other) => one.Span.SequenceCompareTo(other.Span));
        return sorted;
    }
}
