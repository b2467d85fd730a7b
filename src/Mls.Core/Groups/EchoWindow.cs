using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>Hashes of the last application messages that a member has sent in an epoch, until their echo comes back. Bounded: where no echo ever comes, the oldest goes.</summary>
internal sealed class EchoWindow
{
    private List<(ulong Sequence, OpaqueBytes Hash)>? _entries;
    private ulong _next;

    /// <summary>The hashes, the oldest first, by ascending numbers.</summary>
    public IReadOnlyList<(ulong Sequence, OpaqueBytes Hash)> Entries => _entries ?? [];

    /// <summary>Adds one and keeps at most <paramref name="limit"/>.</summary>
    public void Add(OpaqueBytes hash, int limit)
    {
        (_entries ??= []).Add((_next++, hash));
        if (_entries.Count > limit)
        {
            _entries.RemoveRange(0, _entries.Count - limit);
        }
    }

    /// <summary>Puts back an entry that was stored.</summary>
    /// <returns>Whether its number is higher than all before, and not the last that there is.</returns>
    public bool TryRestore(ulong sequence, OpaqueBytes hash)
    {
        if (sequence < _next || sequence == ulong.MaxValue)
        {
            return false;
        }

        (_entries ??= []).Add((sequence, hash));
        _next = sequence + 1;
        return true;
    }

    /// <summary>Takes out the hash of an echo.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Take(OpaqueBytes hash)
    {
        var place = _entries?.FindIndex(entry => entry.Hash == hash) ?? -1;
        if (place < 0)
        {
            return false;
        }

        _entries!.RemoveAt(place);
        return true;
    }
}
