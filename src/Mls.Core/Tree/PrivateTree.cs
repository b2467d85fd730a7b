using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.Core.Tree;

/// <summary>The private keys that one member holds: its leaf's, and those of parents above it (RFC 9420, section 4.2).</summary>
/// <remarks>A version shares keys with the one before; <see cref="DisposeExcept"/> clears those that are in this version only.</remarks>
public sealed class PrivateTree
{
    private readonly ValueList<HpkePrivateKey> _keys;
    private readonly ValueList<NodeIndex> _nodes;

    private PrivateTree(LeafIndex leaf, HpkePrivateKey leafKey, ValueList<NodeIndex> nodes, ValueList<HpkePrivateKey> keys)
    {
        Leaf = leaf;
        LeafKey = leafKey;
        _nodes = nodes;
        _keys = keys;
    }

    /// <summary>The member's place.</summary>
    public LeafIndex Leaf { get; }

    /// <summary>The private key of the member's leaf.</summary>
    public HpkePrivateKey LeafKey { get; }

    /// <summary>A member that holds its leaf's key only.</summary>
    public static PrivateTree Of(LeafIndex leaf, HpkePrivateKey leafKey) => new(leaf, leafKey, [], []);

    /// <summary>The private key of <paramref name="node"/>, where it is held.</summary>
    public HpkePrivateKey? Find(NodeIndex node)
    {
        if (node == Leaf.Node)
        {
            return LeafKey;
        }

        for (var i = 0; i < _nodes.Count; i++)
        {
            if (_nodes[i] == node)
            {
                return _keys[i];
            }
        }

        return null;
    }

    /// <summary>The next version: new keys in place, keys whose node is gone or has another key dropped.</summary>
    /// <param name="tree">The public tree that the version belongs to.</param>
    /// <param name="leafKey">A new leaf key, where there is one.</param>
    /// <param name="path">New keys of parents.</param>
    public PrivateTree Next(RatchetTree tree, HpkePrivateKey? leafKey, IReadOnlyDictionary<NodeIndex, HpkePrivateKey> path)
    {
        var nodes = new List<NodeIndex>();
        var keys = new List<HpkePrivateKey>();
        foreach (var parent in tree.DirectPath(Leaf))
        {
            var key = path.GetValueOrDefault(parent.Index) ?? Find(parent.Index);
            if (key is not null && key.PublicKey == parent.EncryptionKey)
            {
                nodes.Add(parent.Index);
                keys.Add(key);
            }
        }

        return new PrivateTree(Leaf, leafKey ?? LeafKey, nodes.ToValueList(), keys.ToValueList());
    }

    /// <summary>Clears every key that <paramref name="kept"/> does not hold.</summary>
    public void DisposeExcept(PrivateTree? kept)
    {
        if (!ReferenceEquals(kept?.LeafKey, LeafKey))
        {
            LeafKey.Dispose();
        }

        DisposeParentsExcept(kept);
    }

    /// <summary>Clears the keys of parents that <paramref name="kept"/> does not hold; the leaf's own has another owner.</summary>
    internal void DisposeParentsExcept(PrivateTree? kept)
    {
        for (var i = 0; i < _nodes.Count; i++)
        {
            if (!ReferenceEquals(kept?.Find(_nodes[i]), _keys[i]))
            {
                _keys[i].Dispose();
            }
        }
    }

    /// <summary>The parents whose keys are held, with the keys, from the leaf upwards.</summary>
    internal IEnumerable<(NodeIndex Node, HpkePrivateKey Key)> Parents()
    {
        for (var i = 0; i < _nodes.Count; i++)
        {
            yield return (_nodes[i], _keys[i]);
        }
    }

    /// <summary>A version made of parts that a snapshot held.</summary>
    internal static PrivateTree Restore(LeafIndex leaf, HpkePrivateKey leafKey, IReadOnlyList<(NodeIndex Node, HpkePrivateKey Key)> parents) =>
        new(leaf, leafKey, parents.Select(one => one.Node).ToValueList(), parents.Select(one => one.Key).ToValueList());
}
