using Mls.Core.Seams;
using Mls.Core.Secrets;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>What begins a group that a virtual client creates: the creator's leaf, and the secret of epoch 0, so that siblings can follow (modes G14).</summary>
/// <param name="leaf">The keys of the leaf, for the group to own.</param>
/// <param name="epochSecret">The secret; owned here.</param>
internal sealed class Creation(LeafKeys leaf, EpochSecret epochSecret) : IDisposable
{
    /// <summary>The keys of the creator's leaf; whoever makes the group of them owns them.</summary>
    public LeafKeys Leaf { get; } = leaf;

    /// <summary>The secret of epoch 0, lent.</summary>
    public EpochSecret EpochSecret { get; } = epochSecret;

    /// <summary>Clears the secret; the keys are the group's.</summary>
    public void Dispose() => EpochSecret.Dispose();
}
