using Grains.Actors;
using Mls.Core.Wire;
using Mls.MultiDevice.Directory;

namespace Grains.Services;

/// <summary>The engine's directory log as the library reads it.</summary>
/// <param name="view">The silo's replica.</param>
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

        var read = new DirectoryLogEntry[entries.Length - skip];
        for (var i = 0; i < read.Length; i++)
        {
            var entry = entries[skip + i];
            read[i] = new DirectoryLogEntry(entry.At, new OpaqueBytes(entry.Value.Span));
        }

        return read;
    }
}
