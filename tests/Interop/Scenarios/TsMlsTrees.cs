using Mls.Core.Tree;
using Mls.Core.Wire;

namespace Interop.Tests.Scenarios;

/// <summary>Which valid trees ts-mls 1.6.4 refuses to join.</summary>
internal static class TsMlsTrees
{
    /// <summary>What ts-mls says of them.</summary>
    public const string Refusal = "non-blank intermediate node must list leaf node in its unmerged_leaves";

    /// <summary>RFC 9420, section 12.4.3.1: where a parent lists an unmerged leaf, so does every parent between the two that is not blank. ts-mls asks for
    /// the same list at every parent above the leaf, up to the root, and so refuses most trees in which somebody has joined since all have committed.</summary>
    public static bool AreRefused(RatchetTree tree)
    {
        foreach (var (leaf, _) in tree.Leaves())
        {
            var lists = tree.DirectPath(leaf).Where(parent => parent.Node is not null).Select(parent => parent.Node!.UnmergedLeaves).ToList();
            if (lists.Any(list => list.Contains(leaf)) && lists.Distinct().Count() > 1)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>As <see cref="AreRefused(RatchetTree)"/>, of the ratchet_tree extension's data.</summary>
    public static bool AreRefused(OpaqueBytes tree) => AreRefused(Tls.Decode<RatchetTree>(tree));
}
