using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.MultiDevice.Directory;

namespace Mls.MultiDevice.MultiClient;

/// <summary>Every leaf is a device of the user that it names (modes 1.4, MC a to c).</summary>
/// <param name="directory">Says whose devices are whose.</param>
internal sealed class DeviceLeafRules(AuthenticationDirectory directory) : IGroupRules
{
    /// <summary>A leaf signs with a key that is no device's.</summary>
    public const string NoDevice = "LeafOfNoDevice";

    public string? Broken(PublicTransition commit, long now)
    {
        var isExternal = commit.Content.Sender is Sender.NewMemberCommit;
        var entered = commit.Provisional.Added.Select(added => commit.After.Tree.Leaf(added.Leaf)).Append(isExternal ? commit.Path?.Path.LeafNode : null);
        return entered.All(leaf => leaf is null || DeviceOf(leaf, now) is not null) ? null : NoDevice;
    }

    public string? Broken(RatchetTree tree, RatchetTree? known, LeafIndex? replaced, long now) =>
        tree.Leaves().All(leaf => DeviceOf(leaf.Node, now) is not null) ? null : NoDevice;

    /// <summary>(c) Somebody else has added or removed some of a user's active devices and not all.</summary>
    public IEnumerable<string> Flags(PublicTransition commit, long asOf)
    {
        var touched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in commit.Provisional.Proposals.All)
        {
            var leaf = item.Proposal switch
            {
                Proposal.Add add => add.KeyPackage.LeafNode,
                Proposal.Remove remove when IsActive(commit.Before.Tree.Leaf(remove.Removed)!, asOf) => commit.Before.Tree.Leaf(remove.Removed),
                _ => null,
            };
            if (leaf is not null && MembershipChecks.UserOf(leaf) is { } user && user != ProposerOf(commit, item.Sender))
            {
                touched.Add(user);
            }
        }

        return touched.Where(user => IsPartly(commit.After.Tree, user, asOf)).Select(_ => ActiveDevices.PartialMembership);
    }

    /// <summary>Of several KeyPackages those of devices that are active are used (<see cref="ActiveDevices"/>): none is refused here.</summary>
    public string? BrokenByKeyPackage(string user, LeafNode leaf, long now) => null;

    private static string? ProposerOf(PublicTransition commit, Sender sender)
    {
        var leaf = sender switch
        {
            Sender.Member member => commit.Before.Tree.Leaf(member.Leaf),
            Sender.NewMemberCommit => commit.Path?.Path.LeafNode,
            _ => null,
        };
        return leaf is null ? null : MembershipChecks.UserOf(leaf);
    }

    private bool IsPartly(RatchetTree tree, string user, long asOf)
    {
        var present = tree.Leaves().Where(leaf => MembershipChecks.UserOf(leaf.Node) == user).Select(leaf => DeviceOf(leaf.Node, asOf)).OfType<string>().ToList();
        return MembershipChecks.MembershipOf(present, directory.ActiveDevices(user, asOf)) == UserMembership.Partly;
    }

    private bool IsActive(LeafNode leaf, long now) => MembershipChecks.IsActiveDevice(leaf, directory, now);

    private string? DeviceOf(LeafNode leaf, long now) => MembershipChecks.UserOf(leaf) is { } user ? directory.DeviceOf(user, leaf.SignatureKey, now) : null;
}
