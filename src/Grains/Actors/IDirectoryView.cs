using Grains.Interfaces.Contracts;

namespace Grains.Actors;

/// <summary>The replicated directory log as an actor may read it: synchronously and as of its own virtual time.</summary>
public interface IDirectoryView
{
    /// <summary>The user's entries that are visible at <paramref name="asOf"/>, oldest first. What was once read stays a prefix of what is read later.</summary>
    ReadOnlySpan<DirectoryEntry> Read(string user, long asOf);
}
