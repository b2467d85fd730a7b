using Mls.Core.Groups;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Grains.Services;

/// <summary>The public state of an epoch, kept for those who join in it or catch up with it.</summary>
/// <param name="Group">The state.</param>
/// <param name="Number">Place in the log of the Commit that began it.</param>
/// <param name="AcceptedAt">Virtual milliseconds at which that was accepted.</param>
internal sealed record RetainedEpoch(PublicGroup Group, ulong Number, long AcceptedAt)
{
    private OpaqueBytes _tree;

    /// <summary>Addresses that were welcomed to it and have not fetched it yet.</summary>
    public SortedSet<string> Awaited { get; } = new(StringComparer.Ordinal);

    /// <summary>The encoded tree, made once.</summary>
    public OpaqueBytes Tree => _tree.IsEmpty ? _tree = Tls.EncodeOpaque(Group.Tree) : _tree;
}
