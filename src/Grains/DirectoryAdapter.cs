using Grains.Actors;
using Mls.Core.Wire;
using Mls.MultiDevice.Directory;

namespace Grains;

/// <summary>The engine's directory log as the authentication service reads it.</summary>
public sealed class DirectoryAdapter(IDirectoryView view) : IDirectoryLog
{
    /// <inheritdoc/>
    public IReadOnlyList<DirectoryLogEntry> Read(string user, long asOf, int skip)
    {
        var entries = view.Read(user, asOf);
        if (entries.Length <= skip)
        {
            return [];
        }

        var added = new DirectoryLogEntry[entries.Length - skip];
        for (var i = 0; i < added.Length; i++)
        {
            var entry = entries[skip + i];
            added[i] = new DirectoryLogEntry(entry.At, new OpaqueBytes(entry.Value.Span));
        }

        return added;
    }
}
