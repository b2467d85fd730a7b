using System.Collections.Immutable;
using Grains.Actors;
using Grains.Interfaces.Contracts;

namespace Grains.Post;

/// <summary>One silo's replica of the directory log. Written between quanta only, read by many threads within them.</summary>
internal sealed class DirectoryLog : IDirectoryView
{
    private readonly Dictionary<string, List<DirectoryEntry>> _byUser = new(StringComparer.Ordinal);

    /// <summary>Every entry, by user and then in the order of the log.</summary>
    public ImmutableArray<DirectoryEntry> All =>
        [.. _byUser.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value)];

    /// <inheritdoc/>
    public ReadOnlySpan<DirectoryEntry> Read(string user, long asOf)
    {
        if (!_byUser.TryGetValue(user, out var entries))
        {
            return [];
        }

        var visible = entries.Count;
        while (visible > 0 && entries[visible - 1].At > asOf)
        {
            visible--;
        }

        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(entries)[..visible];
    }

    /// <summary>Adds entries; none of them is visible before the barrier at which this is called, so readers only ever see the log grow at its end.</summary>
    public void Add(IEnumerable<DirectoryEntry> added)
    {
        foreach (var entry in added)
        {
            if (!_byUser.TryGetValue(entry.User, out var entries))
            {
                entries = [];
                _byUser.Add(entry.User, entries);
            }

            var place = entries.Count;
            while (place > 0 && Compare(entries[place - 1], entry) > 0)
            {
                place--;
            }

            entries.Insert(place, entry);
        }
    }

    private static int Compare(DirectoryEntry left, DirectoryEntry right)
    {
        var order = left.At.CompareTo(right.At);
        order = order != 0 ? order : ActorId.Compare(left.Author, right.Author);
        return order != 0 ? order : left.Sequence.CompareTo(right.Sequence);
    }
}
