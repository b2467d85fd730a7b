using Mls.Core.Identifiers;
using Mls.Core.Tree;

namespace Mls.MultiDevice;

/// <summary>Keeps one object for each tree of a group, so that all actors of a process share it. Safe for use by several threads.</summary>
public interface ITreePool
{
    /// <summary>The tree that everybody shares in place of <paramref name="tree"/>: an equal one that is there already, or this one.</summary>
    RatchetTree Share(GroupId group, RatchetTree tree);
}
