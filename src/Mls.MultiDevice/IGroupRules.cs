using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Tree;

namespace Mls.MultiDevice;

/// <summary>What a mode demands of a conversation group beyond RFC 9420 (modes 1.4), from public facts that do not change: trees, and what the directory has said of keys.
/// Whoever asks gets the same answer, early or late: so the delivery service refuses what breaks a rule, and where it does not, all members refuse it alike.</summary>
public interface IGroupRules
{
    /// <summary>The rule that a Commit breaks; <see langword="null"/> for none.</summary>
    /// <param name="commit">The Commit.</param>
    /// <param name="now">Virtual milliseconds; not before those who made the Commit had certified what is in it.</param>
    string? Broken(PublicTransition commit, long now);

    /// <summary>The rule that a tree breaks which somebody is about to enter; <see langword="null"/> for none.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="known">The tree of the same group that was held last, where there was one: Commits that led away from it have not been seen.</param>
    /// <param name="replaced">A leaf that is replaced by entering.</param>
    /// <param name="now">Virtual milliseconds.</param>
    string? Broken(RatchetTree tree, RatchetTree? known, LeafIndex? replaced, long now);

    /// <summary>What a member notes about a Commit that it follows all the same, since others may see it otherwise.</summary>
    /// <param name="commit">The Commit.</param>
    /// <param name="asOf">Virtual milliseconds at which the Commit was sent.</param>
    IEnumerable<string> Flags(PublicTransition commit, long asOf);

    /// <summary>The rule that the leaf of a user's KeyPackage breaks for whoever would add it now; <see langword="null"/> for none.</summary>
    /// <param name="user">The user.</param>
    /// <param name="leaf">The leaf.</param>
    /// <param name="now">Virtual milliseconds.</param>
    string? BrokenByKeyPackage(string user, LeafNode leaf, long now);
}
