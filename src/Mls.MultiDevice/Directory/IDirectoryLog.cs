namespace Mls.MultiDevice.Directory;

/// <summary>The users' logs as they are replicated, oldest entry first.</summary>
public interface IDirectoryLog
{
    /// <summary>The entries of a user that can be read at a time, without the first few. What was once read stays a prefix of what is read later.</summary>
    /// <param name="user">The user's name.</param>
    /// <param name="asOf">Virtual milliseconds; only entries up to and including this time.</param>
    /// <param name="skip">Entries that the reader has already; at most as many as there are.</param>
    IReadOnlyList<DirectoryLogEntry> Read(string user, long asOf, int skip);
}
