namespace Mls.Core.Tests.Oracle;

/// <summary>The ratchet tree as RFC 9420, sections 4 and 7 and appendix C, describe it: an array of nodes, everything computed anew each time.</summary>
internal sealed class ModelTree
{
    private readonly ModelCrypto _crypto;
    private ModelLeaf?[] _leaves;
    private ModelParent?[] _parents;

    public ModelTree(ModelCrypto crypto, ModelLeaf only)
    {
        _crypto = crypto;
        _leaves = [only];
        _parents = [];
    }

    private ModelTree(ModelTree other)
    {
        _crypto = other._crypto;
        _leaves = [.. other._leaves];
        _parents = [.. other._parents];
    }

    /// <summary>Leaves, blank ones too.</summary>
    public int LeafCount => _leaves.Length;

    private int NodeCount => (2 * LeafCount) - 1;

    private int Root => LeafCount - 1;

    public ModelTree Copy() => new(this);

    public ModelLeaf? Leaf(int leaf) => leaf < LeafCount ? _leaves[leaf] : null;

    /// <summary>All public keys of leaves and parents.</summary>
    public IEnumerable<byte[]> EncryptionKeys() =>
        [.. _leaves.OfType<ModelLeaf>().Select(leaf => leaf.EncryptionKey), .. _parents.OfType<ModelParent>().Select(parent => parent.Key)];

    public IEnumerable<(int Node, ModelParent Parent)> Parents() =>
        Enumerable.Range(0, _parents.Length).Where(i => _parents[i] is not null).Select(i => ((2 * i) + 1, _parents[i]!));

    public byte[] KeyOf(int node) => IsLeaf(node) ? _leaves[node / 2]!.EncryptionKey : _parents[node / 2]!.Key;

    /// <summary>Section 4.1.1.</summary>
    public List<int> Resolution(int node)
    {
        if (IsLeaf(node))
        {
            return _leaves[node / 2] is null ? [] : [node];
        }

        return _parents[node / 2] is { } parent
            ? [node, .. parent.Unmerged.Select(leaf => 2 * leaf)]
            : [.. Resolution(Left(node)), .. Resolution(Right(node))];
    }

    /// <summary>Section 4.1.2: from the parent of a leaf to the root.</summary>
    public List<int> DirectPath(int leaf)
    {
        var path = new List<int>();
        for (var node = 2 * leaf; node != Root;)
        {
            node = Parent(node);
            path.Add(node);
        }

        return path;
    }

    /// <summary>The child of a node of the direct path that is not above the leaf.</summary>
    public static int CopathChild(int node, int leaf) => 2 * leaf < node ? Right(node) : Left(node);

    /// <summary>Section 4.1.2: without the nodes whose copath child has an empty resolution.</summary>
    public List<int> FilteredDirectPath(int leaf) => DirectPath(leaf).FindAll(node => Resolution(CopathChild(node, leaf)).Count > 0);

    /// <summary>Sections 7.7 and 12.1.1: the leftmost blank leaf, or the first of the right half of a doubled tree.</summary>
    public int FreeLeaf()
    {
        var free = Array.FindIndex(_leaves, leaf => leaf is null);
        if (free >= 0)
        {
            return free;
        }

        free = LeafCount;
        _leaves = [.. _leaves, .. new ModelLeaf?[LeafCount]];
        _parents = [.. _parents, .. new ModelParent?[LeafCount - 1 - _parents.Length]];
        return free;
    }

    /// <summary>Section 12.1.1.</summary>
    public int Add(ModelLeaf leaf)
    {
        var place = FreeLeaf();
        _leaves[place] = leaf;
        foreach (var node in DirectPath(place))
        {
            if (_parents[node / 2] is { } parent)
            {
                _parents[node / 2] = parent with { Unmerged = [.. parent.Unmerged.Append(place).Order()] };
            }
        }

        return place;
    }

    /// <summary>Section 12.1.2.</summary>
    public void Update(int place, ModelLeaf leaf)
    {
        _leaves[place] = leaf;
        BlankDirectPath(place);
    }

    /// <summary>Sections 12.1.3 and 7.7.</summary>
    public void Remove(int place)
    {
        _leaves[place] = null;
        BlankDirectPath(place);
        while (LeafCount > 1 && Array.TrueForAll(_leaves[(LeafCount / 2)..], leaf => leaf is null))
        {
            _leaves = _leaves[..(LeafCount / 2)];
            _parents = _parents[..(LeafCount - 1)];
        }
    }

    /// <summary>Sections 7.5 and 7.9: puts new keys on the filtered direct path; the result is the parent hash that the committer's leaf must carry.</summary>
    public byte[] Merge(int committer, IReadOnlyList<byte[]> keys)
    {
        var filtered = FilteredDirectPath(committer);
        BlankDirectPath(committer);
        byte[] parentHash = [];
        for (var i = filtered.Count - 1; i >= 0; i--)
        {
            _parents[filtered[i] / 2] = new ModelParent(keys[i], parentHash, []);
            parentHash = ParentHash(filtered[i], CopathChild(filtered[i], committer));
        }

        return parentHash;
    }

    public void SetLeaf(int place, ModelLeaf leaf) => _leaves[place] = leaf;

    /// <summary>Section 7.8.</summary>
    public byte[] TreeHash() => TreeHash(Root, []);

    /// <summary>Section 7.9.2: every parent is vouched for by a node in the resolution of one of its children.</summary>
    public bool IsParentHashValid() => Parents().All(one => IsVouchedFor(one.Node, Left(one.Node)) || IsVouchedFor(one.Node, Right(one.Node)));

    /// <summary>Section 12.4.3.3.</summary>
    public byte[] Encode()
    {
        var nodes = Enumerable.Range(0, NodeCount).Select(node => IsLeaf(node)
            ? _leaves[node / 2] is { } leaf ? Octets.Join([1, 1], leaf.All) : null
            : _parents[node / 2] is { } parent ? Octets.Join([1, 2], parent.Encode([])) : null).ToList();
        return Octets.Opaque([.. nodes.Take(nodes.FindLastIndex(node => node is not null) + 1).Select(node => node ?? [0])]);
    }

    private static bool IsLeaf(int node) => node % 2 == 0;

    private static int Level(int node) => IsLeaf(node) ? 0 : 1 + Level((node - 1) / 2);

    private static int Left(int node) => node ^ (1 << (Level(node) - 1));

    private static int Right(int node) => node ^ (3 << (Level(node) - 1));

    private static int Parent(int node)
    {
        var level = Level(node);
        return (node | (1 << level)) ^ (((node >> (level + 1)) & 1) << (level + 1));
    }

    private static bool IsBelow(int leaf, int node) => IsLeaf(node) ? node == 2 * leaf : IsBelow(leaf, Left(node)) || IsBelow(leaf, Right(node));

    private void BlankDirectPath(int leaf) => DirectPath(leaf).ForEach(node => _parents[node / 2] = null);

    /// <summary>ParentHashInput with original_sibling_tree_hash: the sibling as it was before the unmerged leaves came.</summary>
    private byte[] ParentHash(int node, int sibling)
    {
        var parent = _parents[node / 2]!;
        return _crypto.Hash(Octets.Opaque(parent.Key), Octets.Opaque(parent.ParentHash), Octets.Opaque(TreeHash(sibling, parent.Unmerged)));
    }

    private byte[] TreeHash(int node, int[] without)
    {
        if (IsLeaf(node))
        {
            var leaf = without.Contains(node / 2) ? null : _leaves[node / 2];
            return _crypto.Hash([1], Octets.U32((uint)node / 2), leaf is null ? [0] : Octets.Join([1], leaf.All));
        }

        return _crypto.Hash(
            [2],
            _parents[node / 2] is { } parent ? Octets.Join([1], parent.Encode(without)) : [0],
            Octets.Opaque(TreeHash(Left(node), without)),
            Octets.Opaque(TreeHash(Right(node), without)));
    }

    private bool IsVouchedFor(int node, int child)
    {
        var expected = Octets.Hex(ParentHash(node, child == Left(node) ? Right(node) : Left(node)));
        var resolution = Resolution(child);
        var unmerged = _parents[node / 2]!.Unmerged.Where(leaf => IsBelow(leaf, child)).Select(leaf => 2 * leaf).ToHashSet();
        return resolution.Exists(one => Carried(one) is { } carried && Octets.Hex(carried) == expected && unmerged.SetEquals(resolution.Where(other => other != one)));
    }

    private byte[]? Carried(int node) => IsLeaf(node) ? _leaves[node / 2]!.ParentHash : _parents[node / 2]!.ParentHash;
}
