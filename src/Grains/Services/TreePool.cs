using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Mls.MultiDevice;

namespace Grains.Services;

/// <summary>Trees of one silo by group and tree hash, held weakly: a tree goes when the last actor lets go of it.</summary>
/// <param name="crypto">Primitives that nobody is charged for.</param>
public sealed class TreePool(ICryptoProvider crypto) : ITreePool
{
    private const int FirstSweep = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<(GroupId Group, OpaqueBytes TreeHash), WeakReference<RatchetTree>> _trees = [];
    private int _sweepAt = FirstSweep;

    /// <inheritdoc/>
    public RatchetTree Share(GroupId group, RatchetTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var key = (group, tree.TreeHash(crypto));
        lock (_gate)
        {
            if (_trees.TryGetValue(key, out var known))
            {
                if (known.TryGetTarget(out var shared))
                {
                    return shared;
                }

                known.SetTarget(tree);
                return tree;
            }

            _trees.Add(key, new WeakReference<RatchetTree>(tree));
            Sweep();
            return tree;
        }
    }

    private void Sweep()
    {
        if (_trees.Count < _sweepAt)
        {
            return;
        }

        foreach (var (key, reference) in _trees)
        {
            if (!reference.TryGetTarget(out _))
            {
                _trees.Remove(key);
            }
        }

        _sweepAt = Math.Max(FirstSweep, _trees.Count * 2);
    }
}
