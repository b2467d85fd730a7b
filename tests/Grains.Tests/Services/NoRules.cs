using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.MultiDevice;

namespace Grains.Tests.Services;

/// <summary>A mode that demands nothing; with a rule, one that every Commit breaks.</summary>
internal sealed class NoRules(string? broken = null) : IGroupRules
{
    public string? Broken(PublicTransition commit, long now) => broken;

    public string? Broken(RatchetTree tree, RatchetTree? known, LeafIndex? replaced, long now) => null;

    public IEnumerable<string> Flags(PublicTransition commit, long asOf) => [];

    public string? BrokenByKeyPackage(string user, LeafNode leaf, long now) => null;
}
