using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.MultiDevice.Directory;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>Every user is one leaf, whose keys are the virtual client's, of a user epoch that never goes back (modes 1.4, SC a, d and f).</summary>
/// <param name="directory">Says which epoch a leaf key is certified for, and which keys are devices'.</param>
/// <param name="scope">Which signature key a leaf carries.</param>
internal sealed class VirtualLeafRules(AuthenticationDirectory directory, SignatureKeyScope scope) : IGroupRules
{
    /// <summary>A user has two leaves.</summary>
    public const string TwoLeaves = "TwoLeavesOfOneUser";

    /// <summary>A leaf stands for an older epoch of the user group than the one that it replaces.</summary>
    public const string WentBack = "UserEpochWentBack";

    /// <summary>A leaf signs with a device's own key where it is to be the virtual client's, or the other way round.</summary>
    public const string ForeignKey = "LeafSignatureScope";

    /// <summary>A KeyPackage's keys are known to a device that has been removed since.</summary>
    public const string KeyPackageOutdated = "KeyPackageOutdated";

    public string? Broken(PublicTransition commit, long now)
    {
        var tree = commit.After.Tree;
        var path = commit.Path;
        var isExternal = commit.Content.Sender is Sender.NewMemberCommit;
        var entered = commit.Provisional.AddedLeaves.Select(leaf => tree.Leaf(leaf)!).Concat(isExternal ? [path!.Path.LeafNode] : []).ToList();
        if (entered.Exists(leaf => tree.Leaves().Count(other => other.Node.Credential == leaf.Credential) > 1))
        {
            return TwoLeaves;
        }

        if (entered.Exists(leaf => IsForeign(leaf, now)) || (path is not null && IsForeign(path.Path.LeafNode, now)))
        {
            return ForeignKey;
        }

        return path is not null && Replaced(commit, path.Path.LeafNode).Any(former => GoesBack(former, path.Path.LeafNode, now)) ? WentBack : null;
    }

    public string? Broken(RatchetTree tree, RatchetTree? known, LeafIndex? replaced, long now)
    {
        if (!VirtualLeafChecks.HasOneLeafPerUser(tree))
        {
            return TwoLeaves;
        }

        if (tree.Leaves().Any(leaf => leaf.Index != replaced && IsForeign(leaf.Node, now)))
        {
            return ForeignKey;
        }

        // Who has left and come back with a KeyPackage meanwhile begins anew.
        return known is not null && tree.Leaves().Any(leaf => leaf.Index != replaced && leaf.Node.Source is LeafNodeSource.Commit && Former(known, leaf.Node) is { } former && GoesBack(former, leaf.Node, now))
            ? WentBack
            : null;
    }

    public IEnumerable<string> Flags(PublicTransition commit, long asOf) => [];

    public string? BrokenByKeyPackage(string user, LeafNode leaf, long now)
    {
        if (IsForeign(leaf, now))
        {
            return ForeignKey;
        }

        return directory.EpochOf(user, leaf.SignatureKey, now) is { } made && made < directory.LastRemoval(user, now) ? KeyPackageOutdated : null;
    }

    /// <summary>The leaf whose place a committer's new one takes: its own, or its user's former one where it enters anew.</summary>
    private static IEnumerable<LeafNode> Replaced(PublicTransition commit, LeafNode next) => commit.Content.Sender is Sender.Member member
        ? [commit.Before.Tree.Leaf(member.Leaf)!]
        : commit.Before.Tree.Leaves().Where(leaf => leaf.Node.Credential == next.Credential && commit.Removes(leaf.Index)).Select(leaf => leaf.Node);

    private static LeafNode? Former(RatchetTree known, LeafNode leaf) =>
        known.Leaves().Select(other => other.Node).FirstOrDefault(other => other.Credential == leaf.Credential && other.SignatureKey != leaf.SignatureKey);

    private bool GoesBack(LeafNode former, LeafNode next, long now) =>
        EpochOf(former, now) is { } before && EpochOf(next, now) is { } after && after < before;

    private ulong? EpochOf(LeafNode leaf, long now) => MembershipChecks.UserOf(leaf) is { } user ? directory.EpochOf(user, leaf.SignatureKey, now) : null;

    private bool IsForeign(LeafNode leaf, long now) =>
        MembershipChecks.UserOf(leaf) is { } user && directory.DeviceOf(user, leaf.SignatureKey, now) is null == (scope == SignatureKeyScope.Device);
}
