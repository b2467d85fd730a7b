using Mls.Core.Identifiers;
using Mls.Core.Tree;
using Mls.MultiDevice.Directory;

namespace Mls.MultiDevice.Security;

/// <summary>Around a stolen state: it shares no trees with anybody, and knows no directory.</summary>
internal sealed class Isolation : ITreePool, IDirectoryLog
{
    /// <inheritdoc/>
    public RatchetTree Share(GroupId group, RatchetTree tree) => tree;

    /// <inheritdoc/>
    public IReadOnlyList<DirectoryLogEntry> Read(string user, long asOf, int skip) => [];
}
