using Mls.Core.Identifiers;
using Mls.Core.Secrets;

namespace Mls.Core.Schedule;

/// <summary>What reaching a leaf of the secret tree would put in the place of the secret of <see cref="Top"/>. Owned by a lease until applied.</summary>
internal sealed class StagedLeaf(NodeIndex top, List<(NodeIndex Node, Secret Secret)> copath, LeafRatchets ratchets) : IDisposable
{
    private bool _applied;

    /// <summary>The node whose secret was the start.</summary>
    public NodeIndex Top { get; } = top;

    /// <summary>Lends the leaf's ratchets.</summary>
    public LeafRatchets Ratchets { get; } = ratchets;

    /// <summary>Hands over the secrets of the copath below <see cref="Top"/> and the ratchets.</summary>
    public List<(NodeIndex Node, Secret Secret)> Take()
    {
        _applied = true;
        return copath;
    }

    /// <summary>Clears what was not handed over.</summary>
    public void Dispose()
    {
        if (_applied)
        {
            return;
        }

        Ratchets.Dispose();
        foreach (var (_, secret) in copath)
        {
            secret.Dispose();
        }
    }
}
