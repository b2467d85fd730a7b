using Grains.Interfaces.Contracts.Views;
using Mls.Core.Tree;

namespace Grains.Views;

/// <summary>How much a ratchet tree costs beyond what a full one would.</summary>
internal static class TreeHealths
{
    /// <summary>Looks at every node once.</summary>
    public static TreeHealth Of(RatchetTree tree)
    {
        var depths = new List<(long Nodes, long Blank, long Unmerged)>();
        var largest = 0L;
        Count(tree.Root, 0, depths, ref largest);
        return new TreeHealth(1, tree.Members, largest, [.. depths.Select(depth => new TreeDepth(depth.Nodes, depth.Blank, depth.Unmerged))]);
    }

    /// <summary>Counts a subtree; gives the size of its resolution (RFC 9420, section 4.1.1).</summary>
    private static long Count(TreeNode node, int depth, List<(long Nodes, long Blank, long Unmerged)> depths, ref long largest)
    {
        if (depth == depths.Count)
        {
            depths.Add((0, 0, 0));
        }

        var unmerged = (node as ParentSlot)?.Node?.UnmergedLeaves.Count ?? 0;
        var sum = depths[depth];
        depths[depth] = (sum.Nodes + 1, sum.Blank + (node.IsBlank ? 1 : 0), sum.Unmerged + unmerged);
        var below = node is ParentSlot parent ? Count(parent.Left, depth + 1, depths, ref largest) + Count(parent.Right, depth + 1, depths, ref largest) : 0;
        var resolution = node.IsBlank ? below : 1 + unmerged;
        if (depth > 0)
        {
            // Nobody encrypts to the root: every path ends there.
            largest = Math.Max(largest, resolution);
        }

        return resolution;
    }
}
