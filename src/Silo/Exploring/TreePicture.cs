using System.Collections.Immutable;
using Grains.Interfaces.Contracts.Views;

namespace Silo.Exploring;

/// <summary>A ratchet tree with those who hold its private keys.</summary>
/// <param name="Group">The group; "user:NAME" for a user's own.</param>
/// <param name="Kind">group or user.</param>
/// <param name="Epoch">The epoch.</param>
/// <param name="LeafCount">Leaves, blank ones included.</param>
/// <param name="Nodes">All nodes in the array form of RFC 9420, appendix C.</param>
/// <param name="Holders">By node: devices that hold its private key, in the order of their names.</param>
public sealed record TreePicture(
    string Group,
    string Kind,
    long Epoch,
    int LeafCount,
    ImmutableArray<PictureNode> Nodes,
    ImmutableSortedDictionary<int, ImmutableArray<string>> Holders)
{
    /// <summary>Puts a tree and its members together; those that are in another epoch hold other keys and are left out.</summary>
    public static TreePicture Of(TreeView tree, IEnumerable<DeviceView> devices)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var holders = new SortedDictionary<int, SortedSet<string>>();
        foreach (var device in devices)
        {
            foreach (var node in device.Groups.Where(one => one.Group == tree.Group && one.Epoch == tree.Epoch).SelectMany(one => one.HeldKeys))
            {
                if (!holders.TryGetValue(node, out SortedSet<string>? names))
                {
                    holders[node] = names = new SortedSet<string>(StringComparer.Ordinal);
                }

                names.Add(device.Name);
            }
        }

        return new TreePicture(
            tree.Group,
            tree.Group.StartsWith("user:", StringComparison.Ordinal) ? "user" : "group",
            tree.Epoch,
            tree.LeafCount,
            [.. tree.Nodes.Select(node => new PictureNode(node.Index, node.IsBlank, node.Key, node.Unmerged, node.Label))],
            holders.ToImmutableSortedDictionary(holder => holder.Key, holder => holder.Value.ToImmutableArray()));
    }
}
